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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ToolRegistryTest {
  /** A snapshot reads the tools before another one arrives, and is done after a third has come. */
  @Test
  void aSnapshotThatIsLateTakesNothingFromANewerOne() throws Exception {
    Tool arriving = tool("arriving");
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch newer = new CountDownLatch(1);
    ToolSource changing = () -> asked.incrementAndGet() == 1 ? List.of() : List.of(arriving);
    ToolSource slow =
        () -> {
          if (asked.get() == 1) {
            reading.countDown();
            waitABit(newer);
          }
          return List.of();
        };
    ToolRegistry registry = ToolRegistry.of(List.of(changing, slow));

    CompletableFuture<Void> late = CompletableFuture.runAsync(registry::snapshot);
    reading.await();
    CompletableFuture<RegisteredTool> first =
        CompletableFuture.supplyAsync(() -> registry.find("arriving").orElseThrow());
    CompletableFuture<Void> done = first.thenRun(newer::countDown);
    late.join();
    done.join();

    assertThat(registry.find("arriving")).containsSame(first.join());
  }

  /** Where snapshots wait for one another, nobody comes. */
  private static void waitABit(CountDownLatch newer) {
    try {
      newer.await(300, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
