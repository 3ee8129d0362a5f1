package dev.coda.core.internal.telemetry;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The span of a model call with all its attempts. Thread-safe. */
final class ModelCallSpan implements Span, Parent {
  /** Reasons for another attempt which are not failures of the one before. */
  private static final Set<String> NO_FAILURE = Set.of("breaker_open", "slow");

  private final TimedSpan timed;
  private final RunMeters meters;
  private final ModelRef asked;
  private volatile ModelRef answering;
  private volatile @Nullable Double firstChunk;

  ModelCallSpan(TimedSpan timed, RunMeters meters, ModelRef asked) {
    this.timed = timed;
    this.meters = meters;
    this.asked = asked;
    this.answering = asked;
  }

  @Override
  public io.opentelemetry.api.trace.Span open() {
    return timed.span();
  }

  @Override
  public void attempt(ModelRef model, int number, @Nullable String route, @Nullable String reason) {
    if (reason != null && !NO_FAILURE.contains(reason)) {
      meters.attemptFailed(answering, reason);
    }
    answering = model;
    AttributesBuilder attributes =
        Attributes.builder()
            .put(GenAi.PROVIDER, GenAi.provider(model))
            .put(GenAi.MODEL, model.name())
            .put(GenAi.ATTEMPT, (long) number);
    if (route != null) {
      attributes.put(GenAi.ROUTE, route);
    }
    if (reason != null) {
      attributes.put(GenAi.REASON, reason);
    }
    timed
        .span()
        .setAttribute(GenAi.PROVIDER, GenAi.provider(model))
        .setAttribute(GenAi.ANSWERED_BY, model.name())
        .addEvent(GenAi.ATTEMPT_STARTED, attributes.build());
  }

  @Override
  public void reset(String reason) {
    timed.span().addEvent(GenAi.ATTEMPT_RESET, Attributes.of(GenAi.REASON, reason));
  }

  @Override
  public void firstChunk() {
    if (firstChunk == null) {
      double seconds = timed.seconds();
      firstChunk = seconds;
      timed.span().setAttribute(GenAi.FIRST_CHUNK, seconds);
    }
  }

  @Override
  public void finished(String reason) {
    timed.span().setAttribute(GenAi.FINISH_REASONS, List.of(reason));
  }

  @Override
  public void usage(Usage usage) {
    note(timed.span(), usage);
  }

  @Override
  public void failed(String code) {
    timed.failed(code);
    meters.attemptFailed(answering, code);
  }

  @Override
  public Optional<String> traceId() {
    return timed.traceId();
  }

  @Override
  public void end() {
    double seconds = timed.seconds();
    if (timed.end()) {
      Attributes attributes = attributes();
      meters.inferred(attributes, seconds);
      Double first = firstChunk;
      if (first != null) {
        meters.firstChunk(attributes, first);
      }
    }
  }

  static void note(io.opentelemetry.api.trace.Span span, Usage usage) {
    span.setAttribute(GenAi.INPUT_TOKENS, usage.input())
        .setAttribute(GenAi.OUTPUT_TOKENS, usage.output());
    if (usage.cacheRead() > 0) {
      span.setAttribute(GenAi.CACHE_READ_TOKENS, usage.cacheRead());
    }
    if (usage.cacheWrite() > 0) {
      span.setAttribute(GenAi.CACHE_WRITE_TOKENS, usage.cacheWrite());
    }
    if (usage.reasoning() > 0) {
      span.setAttribute(GenAi.REASONING_TOKENS, usage.reasoning());
    }
  }

  private Attributes attributes() {
    return timed.outcome(
        Attributes.builder()
            .put(GenAi.OPERATION, GenAi.CHAT)
            .put(GenAi.PROVIDER, GenAi.provider(answering))
            .put(GenAi.MODEL, asked.name())
            .put(GenAi.ANSWERED_BY, answering.name()));
  }
}
