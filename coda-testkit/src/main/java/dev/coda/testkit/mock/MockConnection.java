package dev.coda.testkit.mock;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves one connection. One thread reads, so that it sees at once when the client goes away;
 * another writes the scripted reply. Confined to one thread at a time.
 */
final class MockConnection {
  private final Socket socket;
  private final Consumer<Runnable> threads;
  private final Function<MockRequest, MockExchange> record;
  private final Function<MockRequest, MockReply> script;

  MockConnection(
      Socket socket,
      Consumer<Runnable> threads,
      Function<MockRequest, MockExchange> record,
      Function<MockRequest, MockReply> script) {
    this.socket = socket;
    this.threads = threads;
    this.record = record;
    this.script = script;
  }

  void serve() {
    List<MockExchange> exchanges = new ArrayList<>();
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (MockRequest request = read(in); request != null; request = read(in)) {
        MockExchange exchange = record.apply(request);
        exchanges.add(exchange);
        MockReply reply = script.apply(request);
        if (exchanges.size() > 1) {
          exchanges.get(exchanges.size() - 2).awaitPlayed();
        }
        threads.accept(() -> answer(exchange, reply));
      }
    } catch (IOException ended) {
      // The client is gone, or this side has cut the connection: both are wanted here.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchanges.forEach(MockExchange::connectionEnded);
    }
  }

  private void answer(MockExchange exchange, MockReply reply) {
    try {
      new ReplyWriter(socket, exchange, reply).play();
    } catch (IOException ended) {
      // The reading thread sees the same and reports it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.played();
    }
  }

  private static @Nullable MockRequest read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ending = 0;
    while (ending < 4) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
      ending = b == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : b == '\r' ? 1 : 0;
    }
    String text = head.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    MockRequest start = MockRequest.of(text, new byte[0]);
    if (start.header("transfer-encoding").orElse("").equals("chunked")) {
      return MockRequest.of(text, chunks(in));
    }
    int length = Integer.parseInt(start.header("content-length").orElse("0"));
    byte[] body = in.readNBytes(length);
    return body.length < length ? null : MockRequest.of(text, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length = Integer.parseInt(line(in), 16);
    while (length > 0) {
      body.writeBytes(in.readNBytes(length));
      line(in);
      length = Integer.parseInt(line(in), 16);
    }
    line(in);
    return body.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }
}
