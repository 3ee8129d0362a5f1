package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

class CallOutputTest {
  private static final int MANY = 10_000;

  private final Client client = new Client();

  @Test
  void keepsLittleProgressForClientThatDoesNotRead() {
    call(output -> {
      for (int i = 0; i < MANY; i++) {
        output.progress(new IntNode(i));
      }
      output.result(new TextNode("done"));
    });
    assertThat(client.frames).isEmpty();

    client.request(MANY);

    assertThat(String.join("", client.frames)).hasSizeLessThan(65 << 10);
    assertThat(client.frames).last().isEqualTo("event: message\ndata: \"done\"\n\n");
    assertThat(client.completed).isTrue();
  }

  @Test
  void sendsAllProgressToClientThatReads() {
    client.first = Long.MAX_VALUE;

    call(output -> {
      for (int i = 0; i < MANY; i++) {
        output.progress(new IntNode(i));
      }
    });

    assertThat(client.frames).hasSize(MANY);
    assertThat(client.completed).isTrue();
  }

  @Test
  void sendsProgressAgainWhenTheClientReadsAgain() {
    List<Integer> frames = new ArrayList<>();

    call(output -> {
      for (int i = 0; i < MANY; i++) {
        output.progress(new IntNode(i));
      }
      client.request(MANY);
      frames.add(client.frames.size());
      output.progress(new IntNode(1));
      frames.add(client.frames.size());
    });

    assertThat(frames).hasSize(2);
    assertThat(frames.get(1)).isEqualTo(frames.get(0) + 1);
  }

  @Test
  void sendsALargeResultInPiecesAsTheClientTakesThem() {
    String large = "x".repeat(1 << 20);
    call(output -> output.result(new TextNode(large)));

    client.request(3);
    assertThat(client.frames).hasSize(3);
    client.request(MANY);

    assertThat(client.frames).allMatch(piece -> piece.length() <= 16 << 10);
    assertThat(String.join("", client.frames))
        .isEqualTo("event: message\ndata: \"" + large + "\"\n\n");
    assertThat(client.completed).isTrue();
  }

  @Test
  void completesWhenTheCallFails() {
    client.first = 1;

    try {
      call(output -> {
        throw new IllegalStateException("a defect");
      });
    } catch (IllegalStateException expected) {
      // It belongs to the thread of the call.
    }

    assertThat(client.completed).isTrue();
  }

  private void call(Consumer<CallOutput> call) {
    CallOutput.of(Runnable::run, call).subscribe(client);
  }

  private static final class Client extends BaseSubscriber<byte[]> {
    final List<String> frames = new ArrayList<>();
    long first;
    boolean completed;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      if (first > 0) {
        subscription.request(first);
      }
    }

    @Override
    protected void hookOnNext(byte[] frame) {
      frames.add(new String(frame, StandardCharsets.UTF_8));
    }

    @Override
    protected void hookOnComplete() {
      completed = true;
    }
  }
}
