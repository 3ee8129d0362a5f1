package dev.coda.benchmarks.peers;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.coda.benchmarks.harness.StreamClient;
import java.util.function.Consumer;

/** OpenAI's own library, in its blocking form. It has no loop that streams. Thread-safe. */
final class PeerClient implements StreamClient {
  private static final ChatCompletionCreateParams QUESTION =
      ChatCompletionCreateParams.builder()
          .model("gpt-5-mini")
          .addUserMessage("What is 2 + 40?")
          .build();

  private final OpenAIClient client;

  private PeerClient(String baseUrl) {
    this.client = OpenAIOkHttpClient.builder().apiKey("key").baseUrl(baseUrl).build();
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
    try (StreamResponse<ChatCompletionChunk> answer =
        client.chat().completions().createStreaming(QUESTION)) {
      answer.stream()
          .forEach(chunk ->
              chunk.choices().stream()
                  .flatMap(choice -> choice.delta().content().stream())
                  .forEach(token));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
