package dev.coda.api.model;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider of one model that the application made itself. Immutable. */
record SingleModelProvider(String name, StreamingChatModel model) implements ModelProvider {
  private static final String MODEL = "default";

  SingleModelProvider {
    // Refuses a name that cannot be part of a reference.
    new ModelRef(name, MODEL);
  }

  @Override
  public List<ModelInfo> models() {
    return List.of(ModelInfo.unknown(new ModelRef(name, MODEL)));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    if (!modelName.equals(MODEL)) {
      throw ProviderException.of(
              FailureKind.MODEL_NOT_FOUND,
              name,
              "The provider %s has one model, %s/%s.".formatted(name, name, MODEL))
          .build();
    }
    return model;
  }
}
