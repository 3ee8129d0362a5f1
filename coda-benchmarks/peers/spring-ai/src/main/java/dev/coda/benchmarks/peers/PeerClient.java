package dev.coda.benchmarks.peers;

import dev.coda.benchmarks.harness.StreamClient;
import java.util.function.Consumer;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI's chat model for OpenAI, outside of a Spring application. Thread-safe. */
final class PeerClient implements StreamClient {
  private static final Prompt QUESTION = new Prompt("What is 2 + 40?");

  private final OpenAiChatModel model;
  private final ChatClient agent;

  private PeerClient(String baseUrl) {
    this.model =
        OpenAiChatModel.builder()
            .options(
                OpenAiChatOptions.builder()
                    .baseUrl(baseUrl)
                    .apiKey("key")
                    .model("gpt-5-mini")
                    .build())
            .build();
    this.agent = ChatClient.builder(model).defaultTools(new Adder()).build();
  }

  /** Makes such clients. Thread-safe. */
  public static final class Library implements Factory {
    @Override
    public StreamClient open(String baseUrl) {
      return new PeerClient(baseUrl);
    }
  }

  @Override
  public void stream(Consumer<String> token) {
    model.stream(QUESTION)
        .doOnNext(answer -> {
          if (answer.getResult() != null && answer.getResult().getOutput().getText() != null) {
            token.accept(answer.getResult().getOutput().getText());
          }
        })
        .blockLast();
  }

  @Override
  public String loop() {
    return agent.prompt("What is 2 + 40?").stream()
        .content()
        .reduce("", String::concat)
        .blockOptional()
        .orElseThrow();
  }

  /** The tool of the loop. Thread-safe. */
  public static final class Adder {
    @Tool(description = "Serves a benchmark.")
    public int add(int a, int b) {
      return a + b;
    }
  }
}
