package dev.coda.providers.anthropic;

import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.CatalogueEntry;
import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireFormatContract;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class MessagesContractTest extends WireFormatContract {
  private static final Pattern SIGNAL = Pattern.compile("\"stop_reason\": ?\"");

  MessagesContractTest() {
    super("/anthropic", Requests.all());
  }

  static CatalogueEntry model(String name, boolean takesSampling) {
    ModelRef ref = new ModelRef("anthropic", name);
    return new CatalogueEntry(new ModelInfo(ref, 200_000, 64_000, null, Set.of()), takesSampling);
  }

  @Override
  protected WireFormat formatAt(String baseUrl) {
    return MessagesFormat.at("anthropic", baseUrl, model("claude-sonnet-4-5", true));
  }

  @Override
  protected ChatRequestParameters defaults() {
    return AnthropicParameters.builder().build();
  }

  @Override
  protected int finishedAt(byte[] stream) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    Matcher signal = SIGNAL.matcher(text);
    return text.startsWith("{")
        ? text.stripTrailing().length()
        : endOfLine(text, signal.find() ? signal.start() : -1);
  }
}
