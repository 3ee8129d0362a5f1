package dev.coda.server.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coda.server.auth.SignInWatch;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.run.HastyStreams;
import dev.coda.server.run.LongRun;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketOutputTest {
  private final Queue<WebSocketFrame> sent = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<WebSocketFrame>> untaken = new ConcurrentLinkedQueue<>();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void messagesOfSeveralThreadsAreNotMixed() throws Exception {
    SocketOutput output = new SocketOutput(this::take, nanos::get);
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(i -> Thread.ofVirtual().start(() -> threePieces(output, "" + i)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    String all =
        sent.stream()
            .map(frame -> frame.content().toString(StandardCharsets.UTF_8))
            .collect(Collectors.joining());
    assertThat(all.split("(?<=\\G...)"))
        .containsExactlyInAnyOrder("000", "111", "222", "333", "444", "555", "666", "777");
    assertThat(sent.stream().filter(TextWebSocketFrame.class::isInstance)).hasSize(8);
    assertThat(sent.stream().filter(ContinuationWebSocketFrame.class::isInstance)).hasSize(16);
    assertThat(sent.stream().filter(WebSocketFrame::isFinalFragment)).hasSize(8);
  }

  @Test
  void holdsFewPiecesForAClientThatDoesNotRead() {
    SocketOutput output = new SocketOutput(this::hold, nanos::get);
    Thread sending = Thread.ofVirtual().start(() -> threePieces(output, "a"));
    await().until(() -> !sending.isAlive());
    Thread waiting = Thread.ofVirtual().start(() -> threePieces(output, "b"));
    await().until(() -> sent.size() == 4);
    nanos.set(Duration.ofSeconds(7).toNanos());

    assertThat(output.fullFor()).isEqualTo(Duration.ofSeconds(7).toNanos());
    output.close();
    await().until(() -> !waiting.isAlive());
    assertThat(sent).hasSize(4);
  }

  @Test
  void aViewerThatDoesNotReadIsDetached() {
    Queue<CloseCode> closed = new ConcurrentLinkedQueue<>();
    LongRun run = new LongRun();
    SocketOutput output = new SocketOutput(this::hold, System::nanoTime);
    ShownRuns shown =
        new ShownRuns(
            HastyStreams.create(RunningServer.shared().bean(SignInWatch.class)),
            output,
            code -> {
              closed.add(code);
              output.close();
            });

    Thread.ofVirtual().start(() -> shown.show(run, 0));

    await().atMost(Duration.ofSeconds(30)).until(() -> run.cancelled() == 1);
    assertThat(closed).containsExactly(CloseCode.NOT_READING);
    assertThat(sent).hasSize(4);
  }

  private CompletableFuture<WebSocketFrame> take(WebSocketFrame frame) {
    sent.add(frame);
    return CompletableFuture.completedFuture(frame);
  }

  private CompletableFuture<WebSocketFrame> hold(WebSocketFrame frame) {
    sent.add(frame);
    CompletableFuture<WebSocketFrame> later = new CompletableFuture<>();
    untaken.add(later);
    return later;
  }

  private static void threePieces(SocketOutput output, String letter) {
    byte[] piece = letter.getBytes(StandardCharsets.US_ASCII);
    output.begin();
    try {
      output.send(piece, true, false);
      output.send(piece, false, false);
      output.send(piece, false, true);
    } catch (IOException e) {
      // Closed meanwhile.
    } finally {
      output.end();
    }
  }
}
