package dev.coda.testkit.cassette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.Usage;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassetteTest {
  private static final String KEY = "sk-abcdefghijklmnopqrstuvwxyz";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("chat/exchange.json");
  }

  @Test
  void playsWhatWasRecordedPieceByPiece() {
    ModelProvider real =
        RecordingModel.of(
            ScriptedModel.of(
                ModelScript.create().think("Hm.").callTool("double", "{\"n\":2}"),
                ModelScript.create().say("It ", "is 4.").usage(Usage.of(7, 3))),
            file);

    List<String> recorded = conversation(real);
    ReplayModel replay = ReplayModel.of(file);

    assertThat(conversation(replay)).isEqualTo(recorded).contains("says It ", "used 7");
    replay.assertPlayed();
    assertThat(replay.name()).isEqualTo("scripted");
    assertThat(replay.models()).hasSize(1);
  }

  @Test
  void playsAFailureAsItWas() {
    ProviderException busy =
        ProviderException.of(FailureKind.RATE_LIMITED, "scripted", "Too fast.").status(429).build();
    ask(RecordingModel.of(ScriptedModel.of(ModelScript.create().say("So").fail(busy)), file), "Hi");

    assertThat(ask(ReplayModel.of(file), "Hi")).containsExactly("says So", "fails RATE_LIMITED");
  }

  @Test
  void showsWhereARequestDiffersFromTheRecordedOne() {
    ask(RecordingModel.of(ScriptedModel.of(ModelScript.create().say("Yes")), file), "Hi");
    ReplayModel replay = ReplayModel.of(file);

    assertThat(ask(replay, "Bye")).containsExactly("fails INVALID_REQUEST");
    assertThatThrownBy(replay::assertPlayed)
        .hasMessageContaining("/messages/0/content/0/text")
        .hasMessageContaining("recorded: \"Hi\"")
        .hasMessageContaining("asked:    \"Bye\"");
  }

  @Test
  void missesWhatHasNotBeenAskedAndRefusesWhatWasNeverRecorded() {
    ask(RecordingModel.of(ScriptedModel.of(ModelScript.create().say("Yes")), file), "Hi");
    ReplayModel replay = ReplayModel.of(file);

    assertThatThrownBy(replay::assertPlayed).hasMessageContaining("only 0 have been asked");
    ask(replay, "Hi");
    replay.assertPlayed();
    ask(replay, "Hi");
    assertThatThrownBy(replay::assertPlayed).hasMessageContaining("this is request 2");
  }

  @Test
  void neverWritesAKey() throws IOException {
    ModelProvider real =
        RecordingModel.of(
                ScriptedModel.of(
                    ModelScript.create().say("Your key is " + KEY + ", and pass-word-1.")),
                file)
            .hide("swordfish");
    String question = "I am swordfish, my key " + KEY + ", Authorization: Bearer abcdef123456";

    real.model(ScriptedModel.REF.name(), Credentials.of("pass-word-1"))
        .chat(ChatRequest.builder().messages(UserMessage.from(question)).build(), new Heard());

    assertThat(Files.readString(file))
        .contains("[redacted]")
        .doesNotContain(KEY, "swordfish", "pass-word-1", "abcdef123456");
    ReplayModel replay = ReplayModel.of(file).hide("swordfish");
    ask(replay, question);
    replay.assertPlayed();
  }

  private static List<String> conversation(ModelProvider provider) {
    List<String> heard = new ArrayList<>(ask(provider, "Double 2."));
    // Coda's own ids of calls are new each time; a cassette must not mind.
    String id = UUID.randomUUID().toString();
    ToolExecutionRequest call =
        ToolExecutionRequest.builder().id(id).name("double").arguments("{\"n\":2}").build();
    heard.addAll(
        ask(
            provider,
            UserMessage.from("Double 2."),
            AiMessage.from(call),
            ToolExecutionResultMessage.from(call, "4")));
    return heard;
  }

  private static List<String> ask(ModelProvider provider, String question) {
    return ask(provider, UserMessage.from(question));
  }

  private static List<String> ask(ModelProvider provider, ChatMessage... messages) {
    Heard heard = new Heard();
    provider
        .model(ScriptedModel.REF.name(), null)
        .chat(ChatRequest.builder().messages(messages).build(), heard);
    return heard.said;
  }

  private static final class Heard implements StreamingChatResponseHandler {
    private final List<String> said = new ArrayList<>();

    @Override
    public void onPartialResponse(String text) {
      said.add("says " + text);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
      said.add("thinks " + thinking.text());
    }

    @Override
    public void onPartialToolCall(PartialToolCall call) {
      said.add("calls " + call.name() + call.partialArguments());
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      said.add("ends " + response.aiMessage().text() + response.finishReason());
      said.add("used " + response.tokenUsage().inputTokenCount());
    }

    @Override
    public void onError(Throwable error) {
      said.add("fails " + ((ProviderException) error).kind());
    }
  }
}
