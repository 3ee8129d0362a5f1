package dev.coda.server.chat;

import dev.coda.api.agent.RunLimits;
import dev.coda.server.agent.MaximumLimits;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The limits that a client asks for against the server's ceilings. Immutable. */
@Singleton
class RequestedLimits {
  private final RunLimits usual;
  private final RunLimits highest;

  RequestedLimits(MaximumLimits ceilings) {
    this.usual = ceilings.usual();
    this.highest = ceilings.highest();
  }

  /** Returns the limits of the run: the usual ones, but for what the client requests. */
  RunLimits read(ChatRequest.@Nullable Limits asked) {
    if (asked == null) {
      return usual;
    }
    RunLimits.Builder limits = usual.toBuilder();
    if (asked.maxSteps() != null) {
      limits.maxSteps(atMost("max_steps", asked.maxSteps(), highest.maxSteps()));
    }
    if (asked.maxToolCalls() != null) {
      limits.maxToolCalls(atMost("max_tool_calls", asked.maxToolCalls(), highest.maxToolCalls()));
    }
    if (asked.maxTokens() != null) {
      limits.maxTokens(
          atMost("max_tokens", asked.maxTokens(), highest.maxTokens().orElse(Long.MAX_VALUE)));
    }
    if (asked.maxCostUsd() != null) {
      BigDecimal cost = new BigDecimal(asked.maxCostUsd());
      limits.maxCostUsd(atMost("max_cost_usd", cost, highest.maxCostUsd().orElse(cost)));
    }
    if (asked.timeoutMs() != null) {
      limits.timeout(
          Duration.ofMillis(atMost("timeout_ms", asked.timeoutMs(), highest.timeout().toMillis())));
    }
    return limits.build();
  }

  private static <T extends Comparable<? super T>> T atMost(String field, T asked, T highest) {
    if (Comparator.<T>naturalOrder().compare(asked, highest) > 0) {
      throw ProblemException.invalid("limits." + field, "must be at most " + highest);
    }
    return asked;
  }
}
