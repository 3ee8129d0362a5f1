/** Models that say what a test tells them to. */
@NullMarked
package dev.coda.testkit.model;

import org.jspecify.annotations.NullMarked;
