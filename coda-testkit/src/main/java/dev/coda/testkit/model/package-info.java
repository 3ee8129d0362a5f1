/** Models that answer as a test defines. */
@NullMarked
package dev.coda.testkit.model;

import org.jspecify.annotations.NullMarked;
