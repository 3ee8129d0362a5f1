/**
 * Drives one client of a model's host in a JVM of its own. It depends on nothing, so that each
 * client brings its own libraries.
 */
@NullMarked
package dev.coda.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
