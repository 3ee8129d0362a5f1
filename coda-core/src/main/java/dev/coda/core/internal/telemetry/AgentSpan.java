package dev.coda.core.internal.telemetry;

import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import io.opentelemetry.api.common.Attributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The span of a run, which counts the calls in it. Thread-safe. */
final class AgentSpan implements Span, Parent {
  private final TimedSpan timed;
  private final RunMeters meters;
  private final String agent;
  private final String conversation;
  private final ModelRef model;
  private final AtomicLong inferences = new AtomicLong();
  private final AtomicLong tools = new AtomicLong();

  AgentSpan(TimedSpan timed, RunMeters meters, String agent, String conversation, ModelRef model) {
    this.timed = timed;
    this.meters = meters;
    this.agent = agent;
    this.conversation = conversation;
    this.model = model;
  }

  String conversation() {
    return conversation;
  }

  void inferenceStarted() {
    inferences.incrementAndGet();
  }

  void toolStarted() {
    tools.incrementAndGet();
  }

  @Override
  public io.opentelemetry.api.trace.Span open() {
    return timed.span();
  }

  @Override
  public void usage(Usage usage) {
    ModelCallSpan.note(timed.span(), usage);
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
      meters.invoked(attributes(), seconds, inferences.get(), tools.get());
    }
  }

  private Attributes attributes() {
    return timed.outcome(
        Attributes.builder()
            .put(GenAi.OPERATION, GenAi.INVOKE_AGENT)
            .put(GenAi.PROVIDER, GenAi.provider(model))
            .put(GenAi.MODEL, model.name())
            .put(GenAi.AGENT, agent));
  }
}
