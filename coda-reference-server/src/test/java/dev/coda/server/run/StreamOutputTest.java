package dev.coda.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

final class StreamOutputTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Client client = new Client();
  private final StreamOutput output = open();

  @Test
  void sendsAtOnceWhereTheClientHasRoom() throws IOException {
    client.request(2);
    send("a");
    send("b");
    assertThat(client.read).containsExactly("a", "b");
    assertThat(output.fullFor()).isZero();
  }

  @Test
  void sendsTogetherWhatCameWhileTheClientHadNoRoom() throws IOException {
    client.request(1);
    send("a");
    send("b");
    send("c");
    nanos.addAndGet(7);
    assertThat(client.read).containsExactly("a");
    assertThat(output.fullFor()).isEqualTo(7);
    client.request(1);
    assertThat(client.read).containsExactly("a", "bc");
    client.request(1);
    send("d");
    assertThat(client.read).containsExactly("a", "bc", "d");
  }

  @Test
  void waitsWhereAPieceIsGatheredAlready() throws InterruptedException {
    client.request(1);
    String piece = "p".repeat(FrameStream.PIECE_BYTES);
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < 3; i++) {
                sendUnchecked(piece);
              }
            });
    await().until(() -> writer.getState() == Thread.State.WAITING);
    assertThat(client.read).containsExactly(piece);
    client.request(1);
    writer.join();
    assertThat(client.read).containsExactly(piece, piece);
    client.request(1);
    assertThat(client.read).containsExactly(piece, piece, piece);
  }

  @Test
  void sendsWhatIsLeftBeforeItEnds() throws IOException {
    send("a");
    send("b");
    output.end(ViewerEnd.RUN_ENDED);
    assertThat(client.read).isEmpty();
    client.request(2);
    assertThat(client.read).containsExactly("ab");
    assertThat(client.isComplete).isTrue();
    assertThatThrownBy(() -> send("c")).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void endsWithACommentBetweenFramesOnly() throws IOException {
    client.request(9);
    send("a");
    output.end(ViewerEnd.SERVER_STOPPING);
    assertThat(client.read).hasSize(2);
    assertThat(client.read.getLast()).startsWith(": the server is stopping");

    Client other = new Client();
    StreamOutput within = open(other);
    other.request(9);
    within.send("a".getBytes(StandardCharsets.US_ASCII), false);
    within.end(ViewerEnd.SERVER_STOPPING);
    assertThat(other.read).containsExactly("a");
    assertThat(other.isComplete).isTrue();
  }

  @Test
  void keepsTheConnectionOpenWhereTheClientHasRoom() throws IOException {
    output.keepAlive();
    client.request(1);
    assertThat(client.read).isEmpty();
    output.keepAlive();
    assertThat(client.read).containsExactly(": keep-alive\n\n");
  }

  @Test
  void freesTheThreadThatWaitsWhenItIsClosed() throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    String piece = "p".repeat(FrameStream.PIECE_BYTES);
    Thread writer =
        Thread.ofVirtual()
            .uncaughtExceptionHandler((thread, thrown) -> failure.set(thrown))
            .start(() -> {
              sendUnchecked(piece);
              sendUnchecked(piece);
            });
    await().until(() -> writer.getState() == Thread.State.WAITING);
    output.close();
    writer.join();
    assertThat(failure.get()).hasCauseInstanceOf(ClosedChannelException.class);
  }

  private StreamOutput open() {
    return open(client);
  }

  private StreamOutput open(Client reader) {
    List<StreamOutput> opened = new ArrayList<>();
    Flux.<byte[]>create(sink -> opened.add(new StreamOutput(sink, nanos::get))).subscribe(reader);
    return opened.getFirst();
  }

  private void send(String piece) throws IOException {
    output.send(piece.getBytes(StandardCharsets.US_ASCII), true);
  }

  private void sendUnchecked(String piece) {
    try {
      send(piece);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads as many pieces as scripted to. */
  private static final class Client extends BaseSubscriber<byte[]> {
    final List<String> read = Collections.synchronizedList(new ArrayList<>());
    volatile boolean isComplete;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // It has no room yet.
    }

    @Override
    protected void hookOnNext(byte[] piece) {
      read.add(new String(piece, StandardCharsets.US_ASCII));
    }

    @Override
    protected void hookOnComplete() {
      isComplete = true;
    }
  }
}
