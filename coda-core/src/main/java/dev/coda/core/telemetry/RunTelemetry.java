package dev.coda.core.telemetry;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens spans with the names and attributes of OpenTelemetry's semantic conventions for generative
 * AI. The parent is passed explicitly, since a run crosses threads. Thread-safe.
 */
public final class RunTelemetry {
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> PROVIDER =
      AttributeKey.stringKey("gen_ai.provider.name");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<String> ANSWERED_BY =
      AttributeKey.stringKey("gen_ai.response.model");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("coda.attempt");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("coda.route");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("coda.reason");
  private static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("gen_ai.conversation.id");
  private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  private static final AttributeKey<String> CALL = AttributeKey.stringKey("gen_ai.tool.call.id");
  private static final AttributeKey<Long> INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  private RunTelemetry(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("dev.coda");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  /** Reports to this instance; {@link OpenTelemetry#noop()} reports nothing. */
  public static RunTelemetry to(OpenTelemetry telemetry) {
    return new RunTelemetry(telemetry);
  }

  /** Opens the span of a whole run as a child of the caller's current span. */
  public Span startRun(String sessionId, ModelRef model) {
    return tracer
        .spanBuilder("invoke_agent")
        .setAttribute(OPERATION, "invoke_agent")
        .setAttribute(PROVIDER, model.provider())
        .setAttribute(MODEL, model.name())
        .setAttribute(CONVERSATION, sessionId)
        .startSpan();
  }

  /** Opens the span of one model call. */
  public Span startModelCall(Span run, ModelRef model) {
    return tracer
        .spanBuilder("chat " + model.name())
        .setParent(Context.root().with(run))
        .setAttribute(OPERATION, "chat")
        .setAttribute(PROVIDER, model.provider())
        .setAttribute(MODEL, model.name())
        .startSpan();
  }

  /**
   * Notes on a model call's span whom it asks; the last one asked is the one that answers.
   *
   * @param route null if the model was asked for itself
   * @param reason why another attempt is made; null for the first
   */
  public static void attempt(
      Span call, ModelRef model, int number, @Nullable String route, @Nullable String reason) {
    AttributesBuilder attributes =
        Attributes.builder()
            .put(PROVIDER, model.provider())
            .put(MODEL, model.name())
            .put(ATTEMPT, (long) number);
    if (route != null) {
      attributes.put(ROUTE, route);
    }
    if (reason != null) {
      attributes.put(REASON, reason);
    }
    call.setAttribute(PROVIDER, model.provider())
        .setAttribute(ANSWERED_BY, model.name())
        .addEvent("coda.attempt_started", attributes.build());
  }

  /** Notes on a model call's span that what was said so far does not count, and why. */
  public static void reset(Span call, String reason) {
    call.addEvent("coda.attempt_reset", Attributes.of(REASON, reason));
  }

  /** Opens the span of one tool call. */
  public Span startTool(Span run, String toolName, String callId) {
    return tracer
        .spanBuilder("execute_tool " + toolName)
        .setParent(Context.root().with(run))
        .setAttribute(OPERATION, "execute_tool")
        .setAttribute(TOOL, toolName)
        .setAttribute(CALL, callId)
        .startSpan();
  }

  /** Notes the tokens of a model call or a run. */
  public static void usage(Span span, Usage usage) {
    span.setAttribute(INPUT_TOKENS, usage.input()).setAttribute(OUTPUT_TOKENS, usage.output());
  }

  /** Marks a span as failed with a stable code. */
  public static void failed(Span span, String code) {
    span.setAttribute(ERROR, code).setStatus(StatusCode.ERROR);
  }

  /** Returns the trace's id; empty where nothing is traced. */
  public static Optional<String> traceId(Span span) {
    return span.getSpanContext().isValid()
        ? Optional.of(span.getSpanContext().getTraceId())
        : Optional.empty();
  }

  /** Returns the headers that carry the trace to another service. */
  public Map<String, String> headers(Span span) {
    Map<String, String> headers = new LinkedHashMap<>();
    propagator.inject(
        Context.root().with(span),
        headers,
        (target, key, value) -> Objects.requireNonNull(target).put(key, value));
    return headers;
  }
}
