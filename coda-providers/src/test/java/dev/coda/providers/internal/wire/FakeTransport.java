package dev.coda.providers.internal.wire;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.providers.internal.transport.HttpAnswer;
import dev.coda.providers.internal.transport.HttpCall;
import dev.coda.providers.internal.transport.HttpTransport;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.testkit.wire.ScriptedAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Answers with a script, without a socket. */
public record FakeTransport(ScriptedAnswer answer) implements HttpTransport {
  public static FakeTransport whole(byte[] body) {
    return new FakeTransport(ScriptedAnswer.whole(body));
  }

  @Override
  public HttpAnswer send(HttpCall call, CancelSignal cancel) {
    InputStream body = answer.open();
    return new HttpAnswer() {
      @Override
      public ResponseHead head() {
        return new ResponseHead(200, Map.of("x-request-id", "req_1"), null);
      }

      @Override
      public int read(byte[] buffer) {
        try {
          return body.read(buffer, 0, buffer.length);
        } catch (IOException reset) {
          throw ProviderException.of(FailureKind.STREAM_CUT, "host", "cut").build();
        }
      }

      @Override
      public void contentArrived() {}

      @Override
      public void expectEnd() {}

      @Override
      public void release() {}

      @Override
      public void close() {}
    };
  }
}
