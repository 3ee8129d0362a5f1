package dev.coda.server.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.RunLimits;
import dev.coda.server.agent.MaximumLimits;
import dev.coda.server.http.ProblemException;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestedLimitsTest {
  private static final MaximumLimits NONE = new MaximumLimits(null, null, null, null, null);
  private static final MaximumLimits RAISED =
      new MaximumLimits(40, 200, 5000L, new BigDecimal("0.50"), Duration.ofHours(1));

  @Test
  void whoAsksForNothingHasTheDefaultsThoughTheCeilingsAreHigher() {
    RunLimits usual = RAISED.highest().tightenedBy(RAISED.usual());

    assertThat(usual.maxSteps()).isEqualTo(16);
    assertThat(usual.maxToolCalls()).isEqualTo(64);
    assertThat(usual.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(usual.maxTokens()).hasValue(5000);
    assertThat(usual.maxCostUsd()).hasValue(new BigDecimal("0.50"));
    assertThat(new RequestedLimits(RAISED).read(null).maxSteps()).isEqualTo(16);
  }

  @Test
  void aLowerCeilingLowersTheDefault() {
    RunLimits usual = new MaximumLimits(4, 0, null, null, Duration.ofSeconds(5)).usual();

    assertThat(usual.maxSteps()).isEqualTo(4);
    assertThat(usual.maxToolCalls()).isZero();
    assertThat(usual.timeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void asMuchAsACeilingIsGranted() {
    RunLimits limits = new RequestedLimits(RAISED).read(asked(40, 200, 5000L, "0.5", 3_600_000L));

    assertThat(limits).isNotNull();
    assertThat(limits.maxSteps()).isEqualTo(40);
    assertThat(limits.maxToolCalls()).isEqualTo(200);
    assertThat(limits.timeout()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void moreThanACeilingIsRefusedAndNamed() {
    refuses(RAISED, asked(41, null, null, null, null), "limits.max_steps must be at most 40");
    refuses(RAISED, asked(null, 201, null, null, null), "limits.max_tool_calls");
    refuses(RAISED, asked(null, null, 5001L, null, null), "limits.max_tokens");
    refuses(RAISED, asked(null, null, null, "0.51", null), "limits.max_cost_usd");
    refuses(RAISED, asked(null, null, null, null, 3_600_001L), "limits.timeout_ms");
    refuses(NONE, asked(17, null, null, null, null), "limits.max_steps must be at most 16");
  }

  @Test
  void tokensAndMoneyHaveNoCeilingUnlessOneIsSet() {
    RunLimits limits =
        new RequestedLimits(NONE).read(asked(null, null, 1_000_000_000L, "999999", null));

    assertThat(limits).isNotNull();
    assertThat(limits.maxTokens()).hasValue(1_000_000_000L);
    assertThat(limits.maxCostUsd()).hasValue(new BigDecimal("999999"));
  }

  private static void refuses(MaximumLimits maximum, ChatRequest.Limits asked, String message) {
    assertThatThrownBy(() -> new RequestedLimits(maximum).read(asked))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  private static ChatRequest.Limits asked(
      @Nullable Integer steps,
      @Nullable Integer calls,
      @Nullable Long tokens,
      @Nullable String cost,
      @Nullable Long millis) {
    return new ChatRequest.Limits(steps, calls, tokens, cost, millis);
  }
}
