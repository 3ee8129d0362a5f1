package dev.coda.api.event;

import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one model call. Immutable.
 *
 * @param provider the name of the provider
 * @param model the model
 * @param tokens the tokens
 * @param costUsd US dollars; null if the price is unknown
 * @param estimated true if the provider did not report them; null otherwise
 */
public record UsageReported(
    String provider,
    String model,
    Usage tokens,
    @Nullable BigDecimal costUsd,
    @Nullable Boolean estimated)
    implements EventPayload {

  @Override
  public EventKind kind() {
    return EventKind.USAGE;
  }
}
