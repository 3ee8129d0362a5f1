package dev.coda.providers.openai;

import dev.coda.api.model.ModelRef;
import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireFormatContract;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ResponsesContractTest extends WireFormatContract {
  private static final Pattern SIGNAL =
      Pattern.compile("data: \\{\"type\":\"response\\.(completed|incomplete)\"");

  ResponsesContractTest() {
    super("/openai-responses", ResponsesRequests.all());
  }

  @Override
  protected WireFormat formatAt(String baseUrl) {
    ModelRef model = new ModelRef("openai", "gpt-4.1");
    return ResponsesFormat.at("openai", baseUrl, ModelCatalogue.bundled().find(model));
  }

  @Override
  protected ChatRequestParameters defaults() {
    return OpenAiParameters.builder().build();
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
