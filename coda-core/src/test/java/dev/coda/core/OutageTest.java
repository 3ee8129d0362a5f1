package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose store stays unavailable for longer than they wait, at each kind of commit. */
@Timeout(30)
class OutageTest {
  private static final int ATTEMPTS = 7;

  private final DurableFixture fixture = new DurableFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingWhenTextCannotBeStored(boolean storedAllTheSame) throws Exception {
    AwayStores stores = new AwayStores(fixture.stores, storedAllTheSame);
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().say("One ").then(call -> stores.goAway(ATTEMPTS)).stall(),
            ModelScript.create().say("One ", "two."));

    Run run = fixture.ask(agent(stores, model));

    RunProjection whole =
        assertWhole(run, fixture.await(DurableFixture.onThread(() -> watch(run))));
    assertThat(whole.answer().map(Message::text)).contains("One two.");
    assertThat(takeOvers(run)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingWhenAResultCannotBeStored(boolean storedAllTheSame) throws Exception {
    AwayStores stores = new AwayStores(fixture.stores, storedAllTheSame);
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().say("I look. ").callTool("look", "{}"),
            ModelScript.create().say("Seen."));
    List<Boolean> looks = new ArrayList<>();
    Tool look =
        TestTools.tool(
            ToolSpec.builder("look").readOnly(true).build(),
            (input, context) -> {
              if (looks.isEmpty()) {
                stores.goAway(ATTEMPTS);
              }
              looks.add(true);
              return ToolResult.text("a tree");
            });

    Run run = fixture.ask(agent(stores, model, look));

    RunProjection whole =
        assertWhole(run, fixture.await(DurableFixture.onThread(() -> watch(run))));
    assertThat(whole.answer().map(Message::text)).contains("I look. \n\nSeen.");
    assertThat(whole.toolCalls()).hasSize(1).allMatch(call -> call.status().isFinal());
    assertThat(looks).hasSize(storedAllTheSame ? 1 : 2);
    assertThat(takeOvers(run)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void losesNothingWhenTheEndCannotBeStored(boolean storedAllTheSame) throws Exception {
    AwayStores stores = new AwayStores(fixture.stores, storedAllTheSame);
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().say("Done.").then(call -> stores.goAway(ATTEMPTS)),
            ModelScript.create().say("Done."));

    Run run = fixture.ask(agent(stores, model));

    RunProjection whole =
        assertWhole(run, fixture.await(DurableFixture.onThread(() -> watch(run))));
    assertThat(whole.answer().map(Message::text)).contains("Done.");
    assertThat(takeOvers(run)).isEqualTo(storedAllTheSame ? 0 : 1);
  }

  private CodaAgent agent(AwayStores stores, ScriptedModel model, Tool... tools) {
    AgentOptions options = DurableFixture.options().leaseTime(Duration.ofSeconds(30)).build();
    return fixture.agent(stores, options, model, tools);
  }

  /** Watches as a client does: one that is turned away comes again with the last number it has. */
  private static List<RunEvent> watch(Run run) {
    List<RunEvent> seen = new ArrayList<>();
    while (seen.isEmpty() || last(seen).kind() != EventKind.RUN_FINISHED) {
      try {
        Iterator<RunEvent> events = run.events(seen.isEmpty() ? 0 : last(seen).seq());
        events.forEachRemaining(seen::add);
      } catch (StoreException e) {
        Thread.onSpinWait();
      }
    }
    return seen;
  }

  private RunProjection assertWhole(Run run, List<RunEvent> seen) {
    List<RunEvent> log = fixture.stored(run.id());
    assertThat(log).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
    assertThat(seen).extracting(RunEvent::seq).doesNotHaveDuplicates().isSorted();
    assertThat(log).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    assertThat(last(seen)).isEqualTo(last(log));

    RunProjection whole = RunProjection.of(log);
    RunProjection shown = RunProjection.of(seen);
    assertThat(whole.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(shown.status()).isEqualTo(whole.status());
    assertThat(shown.answer().map(Message::parts)).isEqualTo(whole.answer().map(Message::parts));
    assertThat(shown.toolCalls()).isEqualTo(whole.toolCalls());

    Message answer = whole.answer().orElseThrow();
    MessageDetails rows =
        fixture.stores.sessions().message(UserId.LOCAL, answer.id()).orElseThrow();
    assertThat(rows.node().message()).isEqualTo(answer);
    assertThat(rows.toolCalls()).isEqualTo(whole.toolCalls());
    assertThat(rows.thoughts()).isEqualTo(whole.thoughts());
    return whole;
  }

  private long takeOvers(Run run) {
    return fixture.stored(run.id()).stream()
        .filter(event -> event.payload() instanceof RunResumed)
        .count();
  }

  private static RunEvent last(List<RunEvent> events) {
    return events.get(events.size() - 1);
  }
}
