package dev.coda.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class SerialQueueTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final SerialQueue queue = new SerialQueue(threads::add, 2);

  @Test
  void runsTasksInOrderOnOneThread() {
    queue.offer(() -> done.add("a"));
    queue.offer(() -> done.add("b"));

    assertThat(threads).hasSize(1);
    threads.remove().run();
    assertThat(done).containsExactly("a", "b");

    queue.offer(() -> done.add("c"));
    threads.remove().run();
    assertThat(done).containsExactly("a", "b", "c");
  }

  @Test
  void takesNoMoreThanMayWait() {
    assertThat(queue.offer(() -> done.add("a"))).isTrue();
    assertThat(queue.offer(() -> done.add("b"))).isTrue();
    assertThat(queue.offer(() -> done.add("c"))).isFalse();
  }

  @Test
  void forgetsWhatWaitsWhenItIsClosed() {
    queue.offer(() -> done.add("a"));
    queue.close();
    queue.offer(() -> done.add("b"));
    threads.forEach(Runnable::run);

    assertThat(done).isEmpty();
  }
}
