package dev.coda.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.internal.transport.RawServer;
import dev.coda.testkit.wire.RecordingHandler;
import dev.coda.testkit.wire.WireFixture;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host's name ends in {@code .invalid}: only a proxy could know it. */
class ProxyTest {
  private static final String KEY = "sk-canary";

  @Test
  void callsAModelThroughAProxy() throws IOException {
    byte[] hello = new WireFixture("/openai-chat", "text").stream();
    try (RawServer proxy = RawServer.start(connection -> connection.stream(hello))) {
      RecordingHandler handler = call(proxy, "http://model.invalid/v1");
      assertThat(handler.response().aiMessage().text()).startsWith("Hello");
      assertThat(proxy.requests.get(0))
          .startsWith("POST http://model.invalid/v1/chat/completions ")
          .contains("Bearer " + KEY);
    }
  }

  @Test
  void showsAProxyNothingOfASecureCall() throws IOException {
    try (RawServer proxy =
        RawServer.start(
            connection -> connection.write("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"))) {
      RecordingHandler handler = call(proxy, "https://model.invalid/v1");
      assertThat(handler.failure().kind()).isEqualTo(FailureKind.PROVIDER_UNAVAILABLE);
      assertThat(proxy.requests)
          .isNotEmpty()
          .allMatch(request -> request.startsWith("CONNECT model.invalid:443 "))
          .noneMatch(request -> request.contains(KEY));
    }
  }

  @Test
  void tellsAProxyWhoCallsAndNobodyElse() throws IOException {
    String asked =
        "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
    try (RawServer proxy = RawServer.start(connection -> connection.write(asked))) {
      for (String baseUrl : List.of("https://model.invalid/v1", "http://model.invalid/v1")) {
        proxy.requests.clear();
        assertThat(call(proxy, baseUrl, true).failure().kind()).isNotNull();
        assertThat(proxy.requests)
            .isNotEmpty()
            .allMatch(request -> request.contains("Proxy-Authorization: Basic dTpw"));
      }
    }
  }

  private static RecordingHandler call(RawServer proxy, String baseUrl) {
    return call(proxy, baseUrl, false);
  }

  private static RecordingHandler call(RawServer proxy, String baseUrl, boolean login) {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.url().getPort());
    Proxy known = new Proxy(Proxy.Type.HTTP, address);
    TransportSettings.Builder settings = TransportSettings.builder();
    settings = login ? settings.proxy(known, "u", "p") : settings.proxy(known);
    RecordingHandler handler = RecordingHandler.create();
    OpenAiProvider.builder()
        .apiKey(KEY)
        .baseUrl(baseUrl)
        .transport(settings.build())
        .build()
        .model("gpt-5.4", null)
        .chat(ChatRequest.builder().messages(UserMessage.from("Hi")).build(), handler);
    return handler;
  }
}
