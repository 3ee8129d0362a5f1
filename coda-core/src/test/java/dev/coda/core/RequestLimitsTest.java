package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunSettings;
import dev.coda.api.event.RunStarted;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RequestLimitsTest {
  private static final RunLimits OF_AGENT =
      RunLimits.builder()
          .maxSteps(5)
          .maxTokens(1000)
          .maxCostUsd("0.50")
          .timeout(Duration.ofHours(1))
          .build();

  @Test
  void requestThatSetsOneLimitKeepsTheOthersOfItsAgent() {
    RunSettings settings = settingsOf(RunLimits.builder().maxSteps(3).build());

    assertThat(settings.maxSteps()).isEqualTo(3);
    assertThat(settings.maxTokens()).isEqualTo(1000);
    assertThat(settings.maxCostUsd()).isEqualByComparingTo("0.50");
    assertThat(settings.timeoutMs()).isEqualTo(Duration.ofHours(1).toMillis());
  }

  @Test
  void requestCannotRaiseALimitOfItsAgent() {
    RunSettings settings =
        settingsOf(
            RunLimits.builder()
                .maxSteps(50)
                .maxTokens(1_000_000)
                .timeout(Duration.ofDays(1))
                .build());

    assertThat(settings.maxSteps()).isEqualTo(5);
    assertThat(settings.maxTokens()).isEqualTo(1000);
    assertThat(settings.timeoutMs()).isEqualTo(Duration.ofHours(1).toMillis());
  }

  @Test
  void refusesToLimitTheCostOfAModelWithoutPrice() {
    try (AgentFixture fixture = AgentFixture.with(ScriptedModel.of())) {
      RunRequest request =
          RunRequest.builder(fixture.session)
              .text("hello")
              .limits(RunLimits.builder().maxCostUsd("0.01").build())
              .build();

      assertThatThrownBy(() -> fixture.agent.start(request))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "The price of scripted/model is not known, so its cost cannot be limited. Set its"
                  + " price, or limit tokens instead.");
      assertThat(fixture.messages()).isEmpty();
    }
  }

  @Test
  void refusesBlankQuestions() {
    try (AgentFixture fixture = AgentFixture.with(ScriptedModel.of())) {
      assertThatThrownBy(() -> RunRequest.of(fixture.session, " "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("A question needs text.");
    }
  }

  private static RunSettings settingsOf(RunLimits requested) {
    AgentOptions options = AgentOptions.builder().limits(OF_AGENT).build();
    ScriptedModel model = ScriptedModel.of(ModelScript.create().say("Hello."));
    try (AgentFixture fixture = AgentFixture.with(model, options)) {
      RunRequest request =
          RunRequest.builder(fixture.session).text("hello").limits(requested).build();
      List<RunEvent> events = AgentFixture.events(fixture.agent.start(request));
      RunSettings settings = ((RunStarted) events.get(0).payload()).settings();
      assertThat(settings).isNotNull();
      return settings;
    }
  }
}
