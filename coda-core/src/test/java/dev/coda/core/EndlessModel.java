package dev.coda.core;

import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Talks without an end, whatever its listener throws, until it is cancelled; then says nothing. */
final class EndlessModel implements ModelProvider, StreamingChatModel {
  static final ModelRef REF = new ModelRef("endless", "model");

  final AtomicInteger pieces = new AtomicInteger();

  @Override
  public String name() {
    return REF.provider();
  }

  @Override
  public List<ModelInfo> models() {
    return List.of(ModelInfo.unknown(REF));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    return this;
  }

  @Override
  public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
    ModelStreamHandler run = (ModelStreamHandler) handler;
    while (!run.cancelSignal().isCancelled()) {
      pieces.incrementAndGet();
      try {
        run.onPartialResponse("and so on ".repeat(100));
      } catch (RuntimeException e) {
        // Some clients log what their listeners throw.
      }
    }
  }
}
