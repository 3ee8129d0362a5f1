package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.StreamClient;
import dev.coda.providers.hosted.HostedProvider;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Coda: a provider as it comes, and an agent with its router and its log. Thread-safe. */
final class CodaClient implements StreamClient {
  private static final ChatRequest QUESTION =
      ChatRequest.builder().messages(UserMessage.from(Questions.TEXT)).build();

  private final StreamingChatModel model;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Desk desk;

  private CodaClient(String baseUrl) {
    this.model = HostedProvider.builder().baseUrl(baseUrl).build().model("gpt-5-mini", null);
    this.desk = new Desk(() -> model, ForgetfulStores.create(), threads, SmallTool.adding("add"));
  }

  /** Makes such clients. Thread-safe. */
  public static final class Library implements Factory {
    @Override
    public StreamClient open(String baseUrl) {
      return new CodaClient(baseUrl);
    }
  }

  @Override
  public void stream(Consumer<String> token) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    model.chat(
        QUESTION,
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String text) {
            token.accept(text);
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {}

          @Override
          public void onError(Throwable error) {
            failure.set(error);
          }
        });
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  @Override
  public String loop() throws InterruptedException {
    return desk.ask(Questions.TEXT);
  }

  @Override
  public void close() {
    desk.close();
    threads.close();
  }
}
