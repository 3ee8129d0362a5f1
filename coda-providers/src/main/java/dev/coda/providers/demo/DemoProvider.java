package dev.coda.providers.demo;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelCapability;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Offers {@code demo/demo}, which follows rules, costs nothing and answers the same each time.
 * Thread-safe.
 */
public final class DemoProvider implements ModelProvider {
  private static final String NAME = "demo";
  private static final ModelInfo INFO =
      new ModelInfo(
          new ModelRef(NAME, NAME),
          32_768,
          4_096,
          Price.of("0", "0"),
          Set.of(ModelCapability.TOOLS, ModelCapability.REASONING));

  private final Pace pace;

  private DemoProvider(Pace pace) {
    this.pace = pace;
  }

  /** {@return a provider whose model streams about as fast as a real one} */
  public static DemoProvider create() {
    return new DemoProvider(Pace.of(Duration.ofMillis(15)));
  }

  /**
   * {@return a provider whose model streams at this pace}
   *
   * @param pace the pace of the stream
   */
  public static DemoProvider create(Pace pace) {
    return new DemoProvider(pace);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ModelInfo> models() {
    return List.of(INFO);
  }

  @Override
  public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
    if (!modelName.equals(NAME)) {
      throw ProviderException.of(
              FailureKind.MODEL_NOT_FOUND, NAME, "The demo provider has one model, demo/demo.")
          .build();
    }
    return new DemoModel(pace);
  }
}
