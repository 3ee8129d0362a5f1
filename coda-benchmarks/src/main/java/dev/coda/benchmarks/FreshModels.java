package dev.coda.benchmarks;

import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives each run a model of its own: a scripted model keeps every request, and one that served a
 * million runs would measure that.
 */
final class FreshModels implements ModelProvider {
  private static final List<ModelInfo> OFFER =
      List.of(ModelInfo.unknown(new ModelRef("fresh", "model")));

  private final Supplier<StreamingChatModel> source;

  FreshModels(Supplier<StreamingChatModel> source) {
    this.source = source;
  }

  @Override
  public String name() {
    return "fresh";
  }

  @Override
  public List<ModelInfo> models() {
    return OFFER;
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    return source.get();
  }
}
