package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelParameters;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelParametersTest {
  private final DurableFixture fixture = new DurableFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void overridesTheAgentsFieldByField() {
    ScriptedModel model = ScriptedModel.of().says("1").says("2").says("3");
    try (Coda coda =
        Coda.builder()
            .models(model)
            .temperature(0.7)
            .maxOutputTokens(800)
            .stop("END")
            .reasoningEffort("low")
            .build()) {
      Chat chat =
          coda.chat()
              .withParameters(
                  ModelParameters.builder().temperature(0.3).reasoningEffort("high").build());
      coda.ask("One?");
      chat.ask("Two?");
      chat.start(
              chat.request()
                  .text("Three?")
                  .parameters(ChatRequestParameters.builder().temperature(0.0).build())
                  .build())
          .answer();
    }
    assertThat(model.requests())
        .extracting(request -> request.parameters().temperature())
        .containsExactly(0.7, 0.3, 0.0);
    assertThat(model.requests())
        .extracting(request -> ((ModelParameters) request.parameters()).reasoningEffort())
        .extracting(effort -> effort.orElse(""))
        .containsExactly("low", "high", "high");
    assertThat(model.requests())
        .allSatisfy(request -> {
          assertThat(request.parameters().maxOutputTokens()).isEqualTo(800);
          assertThat(request.parameters().stopSequences()).containsExactly("END");
        });
  }

  @Test
  void keepsSettingsOfSeveralProvidersSideBySide() {
    ScriptedModel model = ScriptedModel.of().says("1");
    ModelParameters one =
        ModelParameters.builder().ownSetting("one.x", TextNode.valueOf("a")).build();
    ModelParameters two =
        ModelParameters.builder().ownSetting("two.y", TextNode.valueOf("b")).build();
    try (Coda coda = Coda.builder().models(model).parameters(one).parameters(two).build()) {
      coda.ask("One?");
    }
    assertThat(((ModelParameters) model.requests().get(0).parameters()).ownSettings())
        .containsOnlyKeys("one.x", "two.y");
  }

  @Test
  void refusesWhatARequestHasItsOwnMethodsFor() {
    RunRequest.Builder request = RunRequest.builder(fixture.session);
    List<ChatRequestParameters> wrong =
        List.of(
            ChatRequestParameters.builder().modelName("gpt").build(),
            ChatRequestParameters.builder().toolChoice(ToolChoice.REQUIRED).build(),
            ChatRequestParameters.builder().responseFormat(ResponseFormat.JSON).build());

    assertThat(wrong)
        .allSatisfy(parameters ->
            assertThatThrownBy(() -> request.parameters(parameters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("answerAs"));
  }

  @Test
  void usesTheSameInAnotherProcess() throws Exception {
    ModelParameters parameters =
        ModelParameters.builder()
            .temperature(0.2)
            .topP(0.9)
            .topK(40)
            .frequencyPenalty(0.1)
            .presencePenalty(0.2)
            .maxOutputTokens(800)
            .stopSequences("END")
            .reasoningEffort("low")
            .ownSetting("google.thinking_level", TextNode.valueOf("high"))
            .build();

    ScriptedModel second = takenOver(parameters);

    assertThat(second.requests().get(0).parameters()).isEqualTo(parameters);
  }

  @Test
  void losesInAnotherProcessWhatOnlyAForeignClassKnows() throws Exception {
    Foreign parameters = new Foreign(ChatRequestParameters.builder().temperature(0.2), "mine");

    ScriptedModel second = takenOver(parameters);

    assertThat(second.requests().get(0).parameters())
        .isEqualTo(ModelParameters.builder().temperature(0.2).build());
  }

  @Test
  void handsAForeignClassToItsModel() {
    ScriptedModel model = ScriptedModel.of().says("1");
    Foreign parameters = new Foreign(ChatRequestParameters.builder().topK(5), "mine");
    try (Coda coda = Coda.builder().models(model).temperature(0.5).build()) {
      coda.chat().withParameters(parameters).ask("One?");
    }
    assertThat(model.requests().get(0).parameters())
        .isInstanceOfSatisfying(
            Foreign.class,
            sent -> {
              assertThat(sent.own).isEqualTo("mine");
              assertThat(sent.topK()).isEqualTo(5);
              assertThat(sent.temperature()).isEqualTo(0.5);
            });
  }

  private ScriptedModel takenOver(ChatRequestParameters parameters) throws Exception {
    CountDownLatch talking = new CountDownLatch(1);
    AgentOptions options =
        DurableFixture.options().leaseTime(Duration.ofMinutes(5)).handOverOnClose(true).build();
    ScriptedModel first =
        ScriptedModel.of(
            ModelScript.create().say("Half ").then(call -> talking.countDown()).stall());
    CodaAgent leaving = fixture.agent(fixture.stores, options, first);
    Run run =
        leaving.start(
            RunRequest.builder(fixture.session).text("Do it.").parameters(parameters).build());
    talking.await();
    leaving.close();
    ScriptedModel second = ScriptedModel.of().says("Whole.");
    fixture.outcome(fixture.agent(second).find(UserId.LOCAL, run.id()).orElseThrow());
    assertThat(first.requests().get(0).parameters()).isEqualTo(parameters);
    return second;
  }

  /** Parameters as langchain4j's own providers have them. */
  private static final class Foreign extends DefaultChatRequestParameters {
    private final String own;

    Foreign(DefaultChatRequestParameters.Builder<?> common, String own) {
      super(common);
      this.own = own;
    }

    @Override
    public ChatRequestParameters overrideWith(@Nullable ChatRequestParameters that) {
      return new Foreign(
          ChatRequestParameters.builder().overrideWith(this).overrideWith(that), own);
    }

    @Override
    public ChatRequestParameters defaultedBy(@Nullable ChatRequestParameters that) {
      return new Foreign(
          ChatRequestParameters.builder().overrideWith(that).overrideWith(this), own);
    }
  }
}
