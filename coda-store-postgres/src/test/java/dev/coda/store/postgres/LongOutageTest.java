package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.ToolCall;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.testkit.junit.CodaExtension;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.proxy.Cut;
import dev.coda.testkit.proxy.FaultProxy;
import dev.coda.testkit.proxy.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A run whose PostgreSQL stays unavailable for longer than the run waits, which takes some ten
 * seconds.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LongOutageTest {
  private final FaultProxy network = FaultProxy.to(TestDatabase.port());
  private final HikariDataSource pool = TestDatabase.poolAt(network.port(), Duration.ofMillis(250));
  private final PostgresStores stores = PostgresStores.create(pool);
  private final AtomicInteger looks = new AtomicInteger();

  @RegisterExtension
  private final CodaExtension coda =
      CodaExtension.with(
          () -> stores,
          (model, kept) ->
              CodaAgent.builder()
                  .models(model)
                  .stores(kept)
                  .tools(ToolSource.of(look()))
                  .options(AgentOptions.builder().leaseTime(Duration.ofSeconds(2)).build())
                  .build());

  @AfterEach
  void close() {
    stores.close();
    pool.close();
    network.close();
  }

  @Test
  void leavesNoHoleWhereAResultCouldNotBeStored() {
    coda.model()
        .add(ModelScript.create().say("I look. ").callTool("look", "{}"))
        .add(ModelScript.create().say("Seen."));

    Run run = coda.start("Look.");
    List<RunEvent> seen = watch(run);

    List<RunEvent> log = TestDatabase.STORES.runs().events(run.id(), 0, 1_000);
    assertThat(log).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
    assertThat(log).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    assertThat(seen.get(seen.size() - 1)).isEqualTo(log.get(log.size() - 1));
    RunProjection whole = RunProjection.of(log);
    RunProjection shown = RunProjection.of(seen);
    assertThat(whole.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(whole.toolCalls()).hasSize(1).allMatch(call -> call.status().isFinal());
    assertSame(shown.toolCalls(), whole.toolCalls());
    assertThat(shown.answer().map(Message::parts)).isEqualTo(whole.answer().map(Message::parts));
    MessageDetails rows =
        TestDatabase.STORES
            .sessions()
            .message(UserId.LOCAL, whole.answer().orElseThrow().id())
            .orElseThrow();
    assertThat(rows.node().message()).isEqualTo(whole.answer().orElseThrow());
    assertSame(rows.toolCalls(), whole.toolCalls());
    assertThat(looks).hasValue(2);
  }

  /** Scores come back from JSONB with their keys in another order. */
  private static void assertSame(List<ToolCall> some, List<ToolCall> others) {
    assertThat(some)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("evaluation")
        .isEqualTo(others);
  }

  private Tool look() {
    return Tool.of(
        ToolSpec.builder("look").readOnly(true).build(),
        (input, context) -> {
          if (looks.incrementAndGet() == 1) {
            network.set(Faults.none().refusing());
            network.cutAll(Cut.RST);
          }
          return ToolResult.text("a tree");
        });
  }

  /**
   * Watches as a client does. That there is nothing to read any more shows that the run has left.
   */
  private List<RunEvent> watch(Run run) {
    List<RunEvent> seen = new ArrayList<>();
    while (seen.isEmpty() || seen.get(seen.size() - 1).kind() != EventKind.RUN_FINISHED) {
      try {
        run.events(seen.isEmpty() ? 0 : seen.get(seen.size() - 1).seq())
            .forEachRemaining(seen::add);
      } catch (StoreException e) {
        network.heal();
      }
    }
    return seen;
  }
}
