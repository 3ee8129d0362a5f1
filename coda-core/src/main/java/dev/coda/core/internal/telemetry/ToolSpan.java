package dev.coda.core.internal.telemetry;

import io.opentelemetry.api.common.Attributes;
import java.util.Optional;

/** The span of a tool call. Thread-safe. */
final class ToolSpan implements Span, Parent {
  private final TimedSpan timed;
  private final RunMeters meters;
  private final String tool;

  ToolSpan(TimedSpan timed, RunMeters meters, String tool) {
    this.timed = timed;
    this.meters = meters;
    this.tool = tool;
  }

  @Override
  public io.opentelemetry.api.trace.Span open() {
    return timed.span();
  }

  @Override
  public void failed(String code) {
    timed.failed(code);
  }

  @Override
  public Optional<String> traceId() {
    return timed.traceId();
  }

  @Override
  public void end() {
    double seconds = timed.seconds();
    if (timed.end()) {
      meters.executed(
          timed.outcome(
              Attributes.builder().put(GenAi.OPERATION, GenAi.EXECUTE_TOOL).put(GenAi.TOOL, tool)),
          seconds);
    }
  }
}
