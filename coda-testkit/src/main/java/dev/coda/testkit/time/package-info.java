/** Time that a test moves. */
@NullMarked
package dev.coda.testkit.time;

import org.jspecify.annotations.NullMarked;
