package dev.coda.providers.hosted;

import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireFormatContract;
import dev.coda.providers.openai.ChatCompletions;
import dev.coda.providers.openai.OpenAiParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;

/** One fixture for each quirk of a host; its name begins with the profile's. */
class HostContractTest {
  private static final ChatRequest DEMANDING = HostRequests.demanding();
  private static final ChatRequest STRUCTURED = HostRequests.structured();

  abstract static class OfProfile extends WireFormatContract {
    private static final Pattern SIGNAL = Pattern.compile("\"finish_reason\":\"");

    private final HostProfile profile;

    OfProfile(String profile, Map<String, ChatRequest> requests) {
      super("/hosted", requests);
      this.profile = HostProfile.named(profile);
    }

    @Override
    protected WireFormat formatAt(String baseUrl) {
      return ChatCompletions.at("hosted", baseUrl, profile.dialect(), true);
    }

    @Override
    protected ChatRequestParameters defaults() {
      return OpenAiParameters.builder().build();
    }

    @Override
    protected boolean isWholeProtocol() {
      return false;
    }

    @Override
    protected int finishedAt(byte[] stream) {
      String text = new String(stream, StandardCharsets.ISO_8859_1);
      Matcher signal = SIGNAL.matcher(text);
      return endOfLine(text, signal.find() ? signal.start() : -1);
    }
  }

  @Nested
  class Ollama extends OfProfile {
    Ollama() {
      super("ollama", Map.of("ollama", DEMANDING));
    }
  }

  @Nested
  class Vllm extends OfProfile {
    Vllm() {
      super("vllm", Map.of("vllm", DEMANDING));
    }
  }

  @Nested
  class LlamaCpp extends OfProfile {
    LlamaCpp() {
      super("llama.cpp", Map.of("llama.cpp", DEMANDING));
    }
  }

  @Nested
  class LmStudio extends OfProfile {
    LmStudio() {
      super(
          "lmstudio",
          Map.of(
              "lmstudio",
              DEMANDING,
              "lmstudio-without-tags",
              STRUCTURED,
              "lmstudio-cut-in-thought",
              STRUCTURED));
    }
  }

  @Nested
  class OpenRouter extends OfProfile {
    OpenRouter() {
      super("openrouter", Map.of("openrouter", DEMANDING, "openrouter-error", STRUCTURED));
    }
  }

  @Nested
  class Groq extends OfProfile {
    Groq() {
      super("groq", Map.of("groq", DEMANDING));
    }
  }

  @Nested
  class Mistral extends OfProfile {
    Mistral() {
      super("mistral", Map.of("mistral", DEMANDING, "mistral-thinking", STRUCTURED));
    }
  }

  @Nested
  class DeepSeek extends OfProfile {
    DeepSeek() {
      super("deepseek", Map.of("deepseek", DEMANDING, "deepseek-overloaded", DEMANDING));
    }
  }

  @Nested
  class Together extends OfProfile {
    Together() {
      super("together", Map.of("together", DEMANDING));
    }
  }

  @Nested
  class Generic extends OfProfile {
    Generic() {
      super("generic", Map.of("generic", DEMANDING));
    }
  }
}
