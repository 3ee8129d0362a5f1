/** Gives every request a trace, which continues the caller's trace. */
@NullMarked
package dev.coda.server.telemetry;

import org.jspecify.annotations.NullMarked;
