package dev.coda.providers.internal.tokens;

import dev.coda.api.model.TokenCounter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts as OpenAI does if jtokkit is on the class path: it is optional, being large. */
final class OpenAiTokens {
  private static final Logger LOG = LoggerFactory.getLogger(OpenAiTokens.class);
  private static final boolean EXACT = isThere();

  private OpenAiTokens() {}

  static TokenCounter counter(String modelName, TokenCounter otherwise) {
    return EXACT ? new JtokkitCounter(modelName) : otherwise;
  }

  private static boolean isThere() {
    try {
      Class.forName("com.knuddels.jtokkit.Encodings", false, OpenAiTokens.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      LOG.debug("Tokens of OpenAI's models are estimated: com.knuddels:jtokkit is not there.");
      return false;
    }
  }
}
