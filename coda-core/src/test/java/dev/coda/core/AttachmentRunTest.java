package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.MediaPart;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AttachmentRunTest {
  @Test
  void refusesAFileThatNoModelIsShownAndKeepsNothingOfIt() {
    MediaPart zip = new MediaPart("application/zip", null, "UEs=", "a.zip");
    try (AgentFixture fixture =
        AgentFixture.with(ScriptedModel.of(ModelScript.create().say("Never.")))) {
      RunRequest request = RunRequest.builder(fixture.session).content(List.of(zip)).build();

      assertThatThrownBy(() -> fixture.agent.start(request))
          .isInstanceOfSatisfying(
              CodaException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED))
          .hasMessageContaining("application/zip");
      assertThat(fixture.messages()).isEmpty();
    }
  }
}
