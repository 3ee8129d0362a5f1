/** Gives every request a trace, and lets the caller's trace go on in it. */
@NullMarked
package dev.coda.server.telemetry;

import org.jspecify.annotations.NullMarked;
