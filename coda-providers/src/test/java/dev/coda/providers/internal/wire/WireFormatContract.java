package dev.coda.providers.internal.wire;

import dev.coda.providers.TransportSettings;
import dev.coda.providers.internal.transport.OkHttpTransport;
import dev.coda.testkit.wire.ScriptedAnswer;
import dev.coda.testkit.wire.WireContract;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/** Runs the published suite for a protocol: over sockets where it matters, else without. */
public abstract class WireFormatContract extends WireContract {
  private static final OkHttpTransport SOCKETS =
      OkHttpTransport.create("host", TransportSettings.defaults());

  private final Map<String, ChatRequest> requests;

  protected WireFormatContract(String folder, Map<String, ChatRequest> requests) {
    super(folder);
    this.requests = requests;
  }

  @Override
  protected final Collection<String> names() {
    return requests.keySet();
  }

  @Override
  protected final ChatRequest request(String name) {
    return Objects.requireNonNull(requests.get(name), name);
  }

  protected abstract WireFormat formatAt(String baseUrl);

  protected ChatRequestParameters defaults() {
    return ChatRequestParameters.builder().build();
  }

  @Override
  protected final StreamingChatModel modelAt(String baseUrl) {
    return WireChatModel.of(formatAt(baseUrl), SOCKETS, defaults());
  }

  @Override
  protected final StreamingChatModel model(ScriptedAnswer answer) {
    return WireChatModel.of(formatAt("http://host"), new FakeTransport(answer), defaults());
  }

  /** Returns where the line ends that a mark is in; more than all if it does not occur. */
  protected static int endOfLine(String stream, int mark) {
    int end = mark;
    while (end >= 0 && end < stream.length() && "\r\n".indexOf(stream.charAt(end)) < 0) {
      end++;
    }
    return mark < 0 ? stream.length() + 1 : end;
  }
}
