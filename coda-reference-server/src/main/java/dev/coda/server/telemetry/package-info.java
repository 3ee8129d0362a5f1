/** Gives every request a trace, and lets the caller's trace continue in it. */
@NullMarked
package dev.coda.server.telemetry;

import org.jspecify.annotations.NullMarked;
