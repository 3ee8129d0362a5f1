package dev.coda.providers.openai;

import dev.coda.providers.internal.wire.WireFormat;
import dev.coda.providers.internal.wire.WireFormatContract;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class ChatContractTest extends WireFormatContract {
  private static final Pattern SIGNAL = Pattern.compile("\"finish_reason\": ?\"");

  ChatContractTest() {
    super("/openai-chat", Requests.all());
  }

  @Override
  protected WireFormat formatAt(String baseUrl) {
    return ChatCompletions.at("openai", baseUrl, ChatDialect.openAi(), true);
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
