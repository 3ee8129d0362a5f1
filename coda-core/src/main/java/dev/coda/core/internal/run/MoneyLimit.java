package dev.coda.core.internal.run;

import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.PriceTable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents a cost limit from being ignored silently, since the cost of a call is unknown without a
 * price. A request that sets a cost limit is refused; if only the agent has one, a warning is
 * logged once for each model. Thread-safe.
 */
final class MoneyLimit {
  private static final Logger LOG = LoggerFactory.getLogger(MoneyLimit.class);

  /** Names of models can be made up by users, so not all are remembered. */
  private static final int MOST_REMEMBERED = 1_000;

  private final PriceTable prices;
  private final RunLimits agentLimits;
  private final Set<ModelRef> warned = ConcurrentHashMap.newKeySet();

  MoneyLimit(PriceTable prices, RunLimits agentLimits) {
    this.prices = prices;
    this.agentLimits = agentLimits;
  }

  /**
   * Checks that the cost of a run can be limited.
   *
   * @throws ConfigurationException if the request limits it and the model has no known price
   */
  void check(RunRequest request, ModelInfo model) {
    boolean requested = request.limits().flatMap(RunLimits::maxCostUsd).isPresent();
    boolean limited = requested || agentLimits.maxCostUsd().isPresent();
    if (!limited || prices.price(model).isPresent()) {
      return;
    }
    if (requested) {
      throw new ConfigurationException(
          ("The price of %s is not known, so its cost cannot be limited. Set its price, or limit"
                  + " tokens instead.")
              .formatted(model.ref()));
    }
    if (warned.size() < MOST_REMEMBERED && warned.add(model.ref())) {
      LOG.warn(
          "Runs of {} have no limit in money: its price is not known. Limit their tokens instead.",
          model.ref());
    }
  }
}
