/** Runs: their log, their live feed, and the supervisor that starts, watches and ends them. */
@NullMarked
package dev.coda.core.run;

import org.jspecify.annotations.NullMarked;
