package dev.coda.testkit.cassette;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a provider and writes the requests and answers of its models to a cassette: a JSON file
 * that {@link ReplayModel} plays, and that people can read and review. The file is written again
 * after each exchange; an exchange that was cancelled is left out.
 *
 * <p>Keys are never written: credentials and headers are not part of an exchange, and texts that
 * look like a key, or are one of the keys passed here, are replaced by {@code [redacted]}.
 * Thread-safe.
 */
public final class RecordingModel implements ModelProvider {
  private final ModelProvider real;
  private final Path file;
  private final Redaction redaction = new Redaction();
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Cassette.Exchange> exchanges = new ArrayList<>();

  private RecordingModel(ModelProvider real, Path file) {
    this.real = real;
    this.file = file;
  }

  /**
   * Records the calls of a provider's models in this file.
   *
   * @param real the provider to record
   * @param file the file
   * @return the model
   */
  public static RecordingModel of(ModelProvider real, Path file) {
    return new RecordingModel(real, file);
  }

  /**
   * Replaces these texts in the cassette, wherever they appear.
   *
   * @param secrets the texts to hide
   * @return this model
   */
  public RecordingModel hide(String... secrets) {
    for (String secret : secrets) {
      redaction.add(secret);
    }
    return this;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public List<ModelInfo> models() {
    return real.models();
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    if (credentials != null) {
      redaction.add(credentials.apiKey());
    }
    StreamingChatModel model = real.model(modelName, credentials);
    return new StreamingChatModel() {
      @Override
      public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        JsonNode asked = RequestJson.of(modelName, request);
        model.chat(request, new RecordingHandler(asked, handler, RecordingModel.this::add));
      }
    };
  }

  private void add(Cassette.Exchange exchange) {
    lock.lock();
    try {
      JsonNode clean = redaction.of(CodaJson.mapper().valueToTree(exchange));
      exchanges.add(CodaJson.mapper().convertValue(clean, Cassette.Exchange.class));
      Cassette.of(name(), exchanges).write(file);
    } finally {
      lock.unlock();
    }
  }
}
