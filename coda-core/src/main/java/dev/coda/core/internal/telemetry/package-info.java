/** OpenTelemetry spans and metrics of runs, model calls and tool calls, through the API alone. */
@NullMarked
package dev.coda.core.internal.telemetry;

import org.jspecify.annotations.NullMarked;
