package dev.coda.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterConfigTest {
  @Test
  void readsTheWholeBlock() {
    RouterConfig config =
        RouterConfig.fromJson(
            """
            {
              "routes": {
                "fast": {
                  "policy": "least_latency",
                  "targets": ["openai/gpt-5-mini", "hosted/meta/llama"],
                  "hedge_after": "800ms"
                },
                "cheap": {
                  "policy": "balance",
                  "targets": [{"model": "openai/gpt-5-mini", "weight": 3}, "hosted/meta/llama"]
                },
                "openai/gpt-5": {"targets": ["openai/gpt-5", "anthropic/claude"]}
              },
              "retry": {
                "max_attempts": 5,
                "first_delay": "100ms",
                "max_delay": "2s",
                "max_retry_after": "PT1M",
                "budget_ratio": 0.2,
                "budget_reserve": 5
              },
              "breaker": {
                "window": 30,
                "window_time": "2m",
                "min_attempts": 10,
                "failure_rate": 0.5,
                "open_for": 5000
              }
            }
            """);

    assertThat(config.routes()).containsOnlyKeys("fast", "cheap", "openai/gpt-5");
    assertThat(config.routes().get("fast"))
        .isEqualTo(
            Route.leastLatency("openai/gpt-5-mini", "hosted/meta/llama")
                .hedgedAfter(Duration.ofMillis(800)));
    assertThat(config.routes().get("cheap"))
        .isEqualTo(
            Route.balance(
                RouteTarget.of("openai/gpt-5-mini", 3), RouteTarget.of("hosted/meta/llama")));
    assertThat(config.routes().get("openai/gpt-5"))
        .isEqualTo(Route.fallback("openai/gpt-5", "anthropic/claude"));
    assertThat(config.retry())
        .isEqualTo(
            new RetrySettings(
                5, Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofMinutes(1), 0.2, 5));
    assertThat(config.breaker())
        .isEqualTo(new BreakerSettings(30, Duration.ofMinutes(2), 10, 0.5, Duration.ofSeconds(5)));
  }

  @Test
  void readsTheSameFromMaps() {
    RouterConfig config =
        RouterConfig.from(
            Map.of(
                "routes",
                Map.of("fast", Map.of("targets", List.of("a/m", Map.of("model", "b/m")))),
                "retry",
                Map.of("max_attempts", "2")));

    assertThat(config.routes()).containsEntry("fast", Route.fallback("a/m", "b/m"));
    assertThat(config.retry()).isEqualTo(RetrySettings.defaults().withMaxAttempts(2));
    assertThat(config.breaker()).isEqualTo(BreakerSettings.defaults());
  }

  @Test
  void anEmptyBlockIsTheDefaults() {
    assertThat(RouterConfig.fromJson("{}")).isEqualTo(RouterConfig.defaults());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"rotues\": {}} | rotues",
        "{\"retry\": {\"max_atempts\": 3}} | retry.max_atempts",
        "{\"retry\": {\"max_attempts\": 0}} | max_attempts must be at least 1",
        "{\"retry\": {\"first_delay\": \"soon\"}} | retry.first_delay",
        "{\"breaker\": {\"failure_rate\": 80}} | failure_rate",
        "{\"routes\": {\"x\": {\"targets\": []}}} | routes.x",
        "{\"routes\": {\"x\": {\"targets\": [\"gpt\"]}}} | routes.x.targets.0",
        "{\"routes\": {\"x\": {\"policy\": \"best\", \"targets\": [\"a/m\"]}}} | routes.x.policy",
        "{\"routes\": {\"x\": {\"targets\": [\"a/m\", \"a/m\"]}}} | each of its targets once",
        "{\"routes\": | The router's settings are wrong"
      })
  void namesTheSettingThatIsWrong(String json, String named) {
    assertThatThrownBy(() -> RouterConfig.fromJson(json))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(named);
  }
}
