/** OpenTelemetry spans and metrics of runs, model calls and tool calls, using only its API. */
@NullMarked
package dev.coda.core.internal.telemetry;

import org.jspecify.annotations.NullMarked;
