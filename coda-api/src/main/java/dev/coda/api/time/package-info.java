/** Time: the clock of an agent, which also does all its waiting. */
@NullMarked
package dev.coda.api.time;

import org.jspecify.annotations.NullMarked;
