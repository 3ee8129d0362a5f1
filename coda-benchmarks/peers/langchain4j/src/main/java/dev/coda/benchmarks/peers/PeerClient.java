package dev.coda.benchmarks.peers;

import dev.coda.benchmarks.harness.InProcess;
import dev.coda.benchmarks.harness.StreamClient;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Langchain4j's streaming model for OpenAI, and its AI services for the loop. Thread-safe. */
final class PeerClient implements StreamClient {
  private static final String QUESTION = "What is 2 + 40?";

  private final OpenAiStreamingChatModel model;
  private final Assistant assistant;

  private PeerClient(String baseUrl) {
    this.model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(baseUrl)
            .apiKey("key")
            .modelName("gpt-5-mini")
            .build();
    this.assistant =
        AiServices.builder(Assistant.class).streamingChatModel(model).tools(new Adder()).build();
  }

  /** Makes such clients. Thread-safe. */
  public static final class Library implements Factory, InProcess {
    @Override
    public StreamClient open(String baseUrl) {
      return new PeerClient(baseUrl);
    }

    @Override
    public Call prepare(String workload) {
      return new InThisProcess().prepare(workload);
    }
  }

  interface Assistant {
    TokenStream ask(String question);
  }

  /** The tool of the loop. Thread-safe. */
  static final class Adder {
    @Tool("Serves a benchmark.")
    int add(int a, int b) {
      return a + b;
    }
  }

  @Override
  public void stream(Consumer<String> token) throws Exception {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    model.chat(
        QUESTION,
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String text) {
            token.accept(text);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            end.complete(true);
          }

          @Override
          public void onError(Throwable error) {
            end.completeExceptionally(error);
          }
        });
    end.get();
  }

  @Override
  public String loop() throws Exception {
    return answer(assistant);
  }

  static String answer(Assistant assistant) throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    assistant
        .ask(QUESTION)
        .onPartialResponse(text -> {})
        .onCompleteResponse(response -> end.complete(response.aiMessage().text()))
        .onError(end::completeExceptionally)
        .start();
    return end.get();
  }
}
