package dev.coda.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NameLookupsTest {
  @Test
  void lookupsThatHangAreLimitedAndFreeTheirPlaceWhenTheyEnd() throws Exception {
    NameLookups lookups = new NameLookups(2);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    NameResolver hanging =
        host -> {
          asked.incrementAndGet();
          try {
            answer.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return List.of();
        };
    var first = lookups.start(hanging, "a.example");
    var second = lookups.start(hanging, "b.example");
    await().until(() -> asked.get() == 2);

    assertThatThrownBy(() -> lookups.start(hanging, "c.example"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too many names");
    assertThat(asked).hasValue(2);

    answer.countDown();
    assertThat(first.get()).isEmpty();
    assertThat(second.get()).isEmpty();
    assertThat(lookups.start(hanging, "c.example").get()).isEmpty();
  }
}
