package dev.coda.core.internal.loop;

import dev.coda.api.event.UsageReported;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.usage.Attempts;
import dev.coda.core.internal.usage.CallGrant;
import dev.coda.core.routing.RoutedModel;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records and reports the usage of one model call, however it ends: providers also bill calls that
 * were cut off, although they do not report their usage. Confined to one thread at a time.
 */
final class CallUsage implements AutoCloseable {
  private final Turn turn;
  private final RoutedModel model;
  private final CallGrant grant;
  private final LongSupplier inputTokens;
  private final Attempts attempts = new Attempts();

  /**
   * @param inputTokens estimates the tokens of the prompt; called only if they are not reported
   */
  CallUsage(Turn turn, RoutedModel model, CallGrant grant, LongSupplier inputTokens) {
    this.turn = turn;
    this.model = model;
    this.grant = grant;
    this.inputTokens = inputTokens;
  }

  /** Returns who follows the call's attempts. */
  Attempts attempts() {
    return attempts;
  }

  /**
   * Books a whole answer, and what was cut off before it.
   *
   * @param said returns all of the answer; called only if nothing is reported
   * @return its usage
   */
  Usage answered(ModelRef by, Usage reported, Supplier<String> said) {
    cut(attempts.answered());
    boolean estimated = reported.total() == 0;
    Usage usage = estimated ? estimate(said.get()) : reported;
    BigDecimal cost = cost(by, usage);
    grant.settle(usage, cost);
    report(by, usage, cost, estimated);
    return usage;
  }

  /** Books what was cut off, unless the answer was whole. */
  @Override
  public void close() {
    cut(attempts.broken(turn.cancelSignal().isCancelled()));
  }

  private void cut(List<Attempts.Cut> cut) {
    for (Attempts.Cut attempt : cut) {
      cut(attempt);
    }
  }

  private void cut(Attempts.Cut attempt) {
    Usage usage = estimate(attempt.said());
    BigDecimal cost = cost(attempt.model(), usage);
    grant.lose(usage, cost);
    report(attempt.model(), usage, cost, true);
  }

  private Usage estimate(String said) {
    return Usage.of(inputTokens.getAsLong(), turn.context().size().of(said));
  }

  private @Nullable BigDecimal cost(ModelRef by, Usage usage) {
    return turn.services().prices().cost(model.info(by), usage).orElse(null);
  }

  private void report(ModelRef by, Usage usage, @Nullable BigDecimal cost, boolean estimated) {
    turn.services().telemetry().used(turn.identity().userId(), by, usage, cost);
    turn.events()
        .emit(new UsageReported(by.provider(), by.name(), usage, cost, estimated ? true : null));
  }
}
