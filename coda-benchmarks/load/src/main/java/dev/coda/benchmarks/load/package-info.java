/**
 * Puts a server under the load of many users, with Gatling: one that runs elsewhere, or one that is
 * started from the archive.
 */
@NullMarked
package dev.coda.benchmarks.load;

import org.jspecify.annotations.NullMarked;
