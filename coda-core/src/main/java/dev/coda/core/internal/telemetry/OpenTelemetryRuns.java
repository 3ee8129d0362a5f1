package dev.coda.core.internal.telemetry;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanBuilder;
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
public final class OpenTelemetryRuns implements RunTelemetry {
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

  private OpenTelemetryRuns(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("dev.coda");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  /** Reports to this instance. */
  public static OpenTelemetryRuns to(OpenTelemetry telemetry) {
    return new OpenTelemetryRuns(telemetry);
  }

  @Override
  public Span startRun(String sessionId, ModelRef model) {
    return open(
        tracer
            .spanBuilder("invoke_agent")
            .setAttribute(OPERATION, "invoke_agent")
            .setAttribute(PROVIDER, model.provider())
            .setAttribute(MODEL, model.name())
            .setAttribute(CONVERSATION, sessionId));
  }

  @Override
  public Span startModelCall(Span run, ModelRef model) {
    return open(
        tracer
            .spanBuilder("chat " + model.name())
            .setParent(context(run))
            .setAttribute(OPERATION, "chat")
            .setAttribute(PROVIDER, model.provider())
            .setAttribute(MODEL, model.name()));
  }

  @Override
  public Span startTool(Span run, String toolName, String callId) {
    return open(
        tracer
            .spanBuilder("execute_tool " + toolName)
            .setParent(context(run))
            .setAttribute(OPERATION, "execute_tool")
            .setAttribute(TOOL, toolName)
            .setAttribute(CALL, callId));
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

  private static Span open(SpanBuilder span) {
    return new OpenSpan(span.startSpan());
  }

  private static Context context(Span span) {
    return span instanceof OpenSpan open ? Context.root().with(open.span) : Context.root();
  }

  private record OpenSpan(io.opentelemetry.api.trace.Span span) implements Span {
    @Override
    public void attempt(
        ModelRef model, int number, @Nullable String route, @Nullable String reason) {
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
      span.setAttribute(PROVIDER, model.provider())
          .setAttribute(ANSWERED_BY, model.name())
          .addEvent("coda.attempt_started", attributes.build());
    }

    @Override
    public void reset(String reason) {
      span.addEvent("coda.attempt_reset", Attributes.of(REASON, reason));
    }

    @Override
    public void usage(Usage usage) {
      span.setAttribute(INPUT_TOKENS, usage.input()).setAttribute(OUTPUT_TOKENS, usage.output());
    }

    @Override
    public void failed(String code) {
      span.setAttribute(ERROR, code).setStatus(StatusCode.ERROR);
    }

    @Override
    public Optional<String> traceId() {
      return span.getSpanContext().isValid()
          ? Optional.of(span.getSpanContext().getTraceId())
          : Optional.empty();
    }

    @Override
    public void end() {
      span.end();
    }
  }
}
