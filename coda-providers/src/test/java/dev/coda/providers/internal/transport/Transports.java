package dev.coda.providers.internal.transport;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.TransportSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What the tests of transports do with them. */
final class Transports {
  static final byte[] BODY = "data: 1\n\n".getBytes(StandardCharsets.UTF_8);

  private Transports() {}

  static OkHttpTransport plain() {
    return OkHttpTransport.create("openai", TransportSettings.defaults());
  }

  static OkHttpTransport oneAtATime() {
    return OkHttpTransport.create(
        "openai", TransportSettings.builder().maxConcurrentCalls(1).build());
  }

  static HttpCall call(URI address) {
    return HttpCall.post(address, "{}".getBytes(StandardCharsets.UTF_8));
  }

  static String body(HttpTransport transport, URI address) {
    try (HttpAnswer answer = transport.send(call(address), CancelSignal.create())) {
      String body = read(answer);
      answer.release();
      return body;
    }
  }

  static int status(HttpTransport transport, URI address) {
    try (HttpAnswer answer = transport.send(call(address), CancelSignal.create())) {
      return answer.head().status();
    }
  }

  static FailureKind failure(HttpTransport transport, URI address, CancelSignal cancel) {
    try (HttpAnswer answer = transport.send(call(address), cancel)) {
      throw new AssertionError("the call succeeded: " + read(answer));
    } catch (CodaException e) {
      return e.kind();
    }
  }

  private static String read(HttpAnswer answer) {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[7];
    for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
      text.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
