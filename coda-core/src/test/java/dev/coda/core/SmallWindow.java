package dev.coda.core;

import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a scripted model a window of 4,000 tokens. */
record SmallWindow(ScriptedModel model) implements ModelProvider {
  @Override
  public String name() {
    return model.name();
  }

  @Override
  public List<ModelInfo> models() {
    return List.of(new ModelInfo(ScriptedModel.REF, 4_000, 500, null, Set.of()));
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    return model.model(modelName, credentials);
  }
}
