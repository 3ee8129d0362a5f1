/** Runs: their state, rejoining their stream, cancelling. */
@NullMarked
package dev.coda.server.run;

import org.jspecify.annotations.NullMarked;
