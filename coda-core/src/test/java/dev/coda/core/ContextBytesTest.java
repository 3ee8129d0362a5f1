package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContextBytesTest {
  private static final AgentOptions OPTIONS = AgentOptions.builder().contextBytes(50_000).build();
  private static final String LARGE = "x".repeat(20_000);

  private final ScriptedModel model = ScriptedModel.of();

  @Test
  void readsTheLatestMessagesThatFit() throws InterruptedException {
    try (AgentFixture agent = AgentFixture.with(model, OPTIONS)) {
      for (String question : List.of("first ", "second ", "third ")) {
        model.add(ModelScript.create().say("answer to " + question));
        agent.ask(question + LARGE).outcome();
      }
      model.add(ModelScript.create().say("last"));
      agent.ask("fourth").outcome();

      assertThat(shown()).contains("second ", "third ", "fourth").doesNotContain("first ");
    }
  }

  @Test
  void readsTheMessageBeforeTheQuestionWhateverItsSize() throws InterruptedException {
    try (AgentFixture agent = AgentFixture.with(model, OPTIONS)) {
      model.add(ModelScript.create().say(LARGE.repeat(5)));
      agent.ask("first ").outcome();
      model.add(ModelScript.create().say("last"));
      agent.ask("second").outcome();

      assertThat(agent.messages()).hasSize(4);
      assertThat(shown()).contains("second");
    }
  }

  private String shown() {
    List<ChatMessage> messages = model.requests().get(model.requests().size() - 1).messages();
    return messages.toString();
  }
}
