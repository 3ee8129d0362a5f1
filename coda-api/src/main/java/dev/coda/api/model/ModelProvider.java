package dev.coda.api.model;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Access to the models of one provider.
 *
 * <p>Any streaming model of langchain4j is a provider:
 *
 * <pre>{@code
 * ModelProvider echo = ModelProvider.of("echo", new Echo(false));
 * try (Coda coda = Coda.builder().models(echo).build()) {
 *   System.out.println(coda.ask("hello"));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface ModelProvider {
  /**
   * Offers one model of langchain4j's as {@code name/default}. Its price and its context window are
   * unknown. A run's cancel or deadline cancels the streaming handle that the model passes to its
   * handler.
   *
   * @param name the name of the provider
   * @param model the model
   * @return the provider
   */
  static ModelProvider of(String name, StreamingChatModel model) {
    return new SingleModelProvider(name, model);
  }

  /** {@return the first half of its models' references, such as {@code openai}} */
  String name();

  /** {@return the models it can offer now; empty while it has no key} The call must be fast. */
  List<ModelInfo> models();

  /**
   * {@return the models that are available to a user with their own key} The call must be fast.
   *
   * @param credentials the user's key; null for {@link #models()}
   */
  default List<ModelInfo> models(@Nullable Credentials credentials) {
    return models();
  }

  /**
   * {@return the known facts about a model, even if it is not available now, since a user may have
   * their own key for it} Empty if nothing is known. The call must be fast.
   *
   * @param modelName the name of the model, without its provider
   */
  default Optional<ModelInfo> info(String modelName) {
    for (ModelInfo info : models()) {
      if (info.ref().name().equals(modelName)) {
        return Optional.of(info);
      }
    }
    return Optional.empty();
  }

  /**
   * {@return a model ready to be called} Its {@code chat} may return before the answer is complete.
   * It stops when the signal of a {@link ModelStreamHandler} is given, or passes a streaming handle
   * with each piece.
   *
   * @param modelName the name of the model, without its provider
   * @param credentials a user's own key, used instead of the provider's; null for the provider's
   * @throws dev.coda.api.error.CodaException if there is no such model, or no key at all
   */
  StreamingChatModel model(String modelName, @Nullable Credentials credentials);

  /**
   * {@return the token counter of this model, exact or nearly so; empty if this provider has no
   * better one than the default} The call must be fast.
   *
   * @param modelName the name of the model, without its provider
   */
  default Optional<TokenCounter> tokenCounter(String modelName) {
    return Optional.empty();
  }

  /**
   * {@return a model for libraries that use langchain4j's blocking {@link ChatModel}, such as its
   * {@code AiServices}, with this provider's own key}
   *
   * @param modelName the name of the model, without its provider
   * @throws dev.coda.api.error.CodaException if there is no such model, or no key
   */
  default ChatModel chatModel(String modelName) {
    return FoldedChatModel.of(model(modelName, null));
  }
}
