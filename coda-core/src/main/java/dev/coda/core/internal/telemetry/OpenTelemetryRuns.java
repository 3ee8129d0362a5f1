package dev.coda.core.internal.telemetry;

import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens spans and records metrics by OpenTelemetry's semantic conventions for generative AI.
 * Neither contains the texts of a conversation. The parent span is passed explicitly, since a run
 * uses several threads. Thread-safe.
 */
public final class OpenTelemetryRuns implements RunTelemetry {
  private static final String SCOPE = "dev.coda";

  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final RunMeters meters;
  private final LongSupplier nanos;

  private OpenTelemetryRuns(OpenTelemetry telemetry, LongSupplier nanos) {
    this.tracer = telemetry.getTracer(SCOPE);
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.meters = new RunMeters(telemetry.getMeter(SCOPE));
    this.nanos = nanos;
  }

  /**
   * Reports to this instance.
   *
   * @param nanos a clock that durations are measured with
   */
  public static OpenTelemetryRuns to(OpenTelemetry telemetry, LongSupplier nanos) {
    return new OpenTelemetryRuns(telemetry, nanos);
  }

  /** Reports to the process's global instance; reports nothing if there is none. */
  static RunTelemetry global(LongSupplier nanos) {
    // Asking for one that is not set would keep the application from setting it later.
    return GlobalOpenTelemetry.isSet() ? to(GlobalOpenTelemetry.get(), nanos) : NONE;
  }

  @Override
  public Span startRun(String agent, String sessionId, ModelRef model) {
    SpanBuilder span =
        tracer
            .spanBuilder(GenAi.INVOKE_AGENT + " " + agent)
            .setAttribute(GenAi.OPERATION, GenAi.INVOKE_AGENT)
            .setAttribute(GenAi.AGENT, agent)
            .setAttribute(GenAi.PROVIDER, GenAi.provider(model))
            .setAttribute(GenAi.MODEL, model.name())
            .setAttribute(GenAi.CONVERSATION, sessionId);
    return new AgentSpan(open(span), meters, agent, sessionId, model);
  }

  @Override
  public Span startModelCall(Span run, ModelRef model) {
    SpanBuilder span =
        tracer
            .spanBuilder(GenAi.CHAT + " " + model.name())
            .setSpanKind(SpanKind.CLIENT)
            .setParent(context(run))
            .setAttribute(GenAi.OPERATION, GenAi.CHAT)
            .setAttribute(GenAi.PROVIDER, GenAi.provider(model))
            .setAttribute(GenAi.MODEL, model.name())
            .setAttribute(GenAi.STREAM, true);
    if (run instanceof AgentSpan agent) {
      agent.inferenceStarted();
      span.setAttribute(GenAi.CONVERSATION, agent.conversation());
    }
    return new ModelCallSpan(open(span), meters, model);
  }

  @Override
  public Span startTool(Span run, String toolName, String callId) {
    SpanBuilder span =
        tracer
            .spanBuilder(GenAi.EXECUTE_TOOL + " " + toolName)
            .setParent(context(run))
            .setAttribute(GenAi.OPERATION, GenAi.EXECUTE_TOOL)
            .setAttribute(GenAi.TOOL, toolName)
            .setAttribute(GenAi.TOOL_TYPE, "function")
            .setAttribute(GenAi.CALL, callId);
    if (run instanceof AgentSpan agent) {
      agent.toolStarted();
    }
    return new ToolSpan(open(span), meters, toolName);
  }

  @Override
  public Map<String, String> headers(Span span) {
    Map<String, String> headers = new LinkedHashMap<>();
    propagator.inject(
        context(span),
        headers,
        (target, key, value) -> Objects.requireNonNull(target).put(key, value));
    return headers;
  }

  @Override
  public void used(UserId user, ModelRef model, Usage usage, @Nullable BigDecimal costUsd) {
    meters.used(user, model, usage, costUsd);
  }

  @Override
  public void leaseLost() {
    meters.leaseLost();
  }

  @Override
  public void takenOver() {
    meters.takenOver();
  }

  private TimedSpan open(SpanBuilder span) {
    return new TimedSpan(span.startSpan(), nanos);
  }

  private static Context context(Span span) {
    return span instanceof Parent parent ? Context.root().with(parent.open()) : Context.root();
  }
}
