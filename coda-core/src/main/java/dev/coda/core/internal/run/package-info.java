/**
 * Runs: their log, the tail of it that viewers follow, and the supervisor that starts, watches and
 * ends them.
 */
@NullMarked
package dev.coda.core.internal.run;

import org.jspecify.annotations.NullMarked;
