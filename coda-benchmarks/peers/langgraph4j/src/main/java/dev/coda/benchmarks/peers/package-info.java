/** A peer as its users would set it up, to be measured beside Coda. */
@NullMarked
package dev.coda.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
