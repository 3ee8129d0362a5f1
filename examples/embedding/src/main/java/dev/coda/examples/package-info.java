/** Small programs with an agent inside. Each runs alone, without a key, and is run by a test. */
@NullMarked
package dev.coda.examples;

import org.jspecify.annotations.NullMarked;
