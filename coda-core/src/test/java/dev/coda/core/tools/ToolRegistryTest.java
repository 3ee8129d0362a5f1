package dev.coda.core.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ToolRegistryTest {
  /** A snapshot reads the tools before another one arrives, and is done after a third has come. */
  @Test
  void aSnapshotThatIsLateTakesNothingFromANewerOne() throws Exception {
    Tool arriving = tool("arriving");
    AtomicInteger asked = new AtomicInteger();
    AtomicReference<RegisteredTool> first = new AtomicReference<>();
    AtomicReference<ToolRegistry> registry = new AtomicReference<>();
    Thread second = new Thread(() -> first.set(registry.get().find("arriving").orElseThrow()));
    CountDownLatch reading = new CountDownLatch(1);
    ToolSource changing = () -> asked.incrementAndGet() == 1 ? List.of() : List.of(arriving);
    ToolSource slow =
        () -> {
          if (asked.get() == 1) {
            reading.countDown();
            awaitBlockedOrDone(second);
          }
          return List.of();
        };
    registry.set(ToolRegistry.of(List.of(changing, slow)));

    CompletableFuture<Void> late = CompletableFuture.runAsync(registry.get()::snapshot);
    reading.await();
    second.start();
    late.join();
    second.join();

    assertThat(registry.get().find("arriving")).containsSame(first.get());
  }

  /** Where snapshots wait for one another, the second one is blocked by the first. */
  private static void awaitBlockedOrDone(Thread second) {
    while (second.getState() != Thread.State.WAITING
        && second.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
  }

  private static Tool tool(String name) {
    ToolSpec spec = ToolSpec.builder(name).build();
    return new Tool() {
      @Override
      public ToolSpec spec() {
        return spec;
      }

      @Override
      public ToolResult execute(JsonNode input, ToolContext context) {
        return ToolResult.text("done");
      }
    };
  }
}
