package dev.coda.providers.internal.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.coda.api.model.TokenCounter;
import java.util.Locale;

/** Counts with OpenAI's own vocabularies, which are read when they are first needed. */
final class JtokkitCounter implements TokenCounter {
  private final EncodingType type;

  JtokkitCounter(String modelName) {
    this.type = type(modelName);
  }

  @Override
  public int count(String text) {
    return encoding().countTokensOrdinary(text);
  }

  private Encoding encoding() {
    return Vocabularies.LAZY.getEncoding(type);
  }

  /** All models since GPT-4o share one vocabulary; the two before it have another. */
  private static EncodingType type(String modelName) {
    String name = modelName.toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean before =
        last.startsWith("gpt-3.5")
            || last.equals("gpt-4")
            || last.startsWith("gpt-4-")
            || last.startsWith("gpt-4_");
    return before ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
  }

  private static final class Vocabularies {
    static final EncodingRegistry LAZY = Encodings.newLazyEncodingRegistry();
  }
}
