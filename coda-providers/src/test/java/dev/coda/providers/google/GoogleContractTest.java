package dev.coda.providers.google;

import dev.coda.providers.catalogue.ModelCatalogue;
import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireFormatContract;
import java.nio.charset.StandardCharsets;

class GoogleContractTest extends WireFormatContract {
  GoogleContractTest() {
    super("/google", Requests.all());
  }

  @Override
  protected WireFormat formatAt(String baseUrl) {
    return GenerateContent.at("google", baseUrl, ModelCatalogue.bundled());
  }

  @Override
  protected int finishedAt(byte[] stream) {
    String text = new String(stream, StandardCharsets.ISO_8859_1);
    return text.startsWith("[")
        ? text.stripTrailing().length()
        : endOfLine(text, text.indexOf("\"finishReason\""));
  }
}
