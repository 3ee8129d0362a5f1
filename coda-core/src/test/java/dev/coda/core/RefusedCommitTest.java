package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.RunRecord;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A commit that a store refuses for its data can be tried as often as one likes. */
@Timeout(30)
class RefusedCommitTest {
  private final DurableFixture fixture = new DurableFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = EventKind.class,
      names = {"TOOL_CALL", "TOOL_STARTED", "TOOL_RESULT", "USAGE"})
  void failsTheRunAtOnceAndAsksNoModelAgain(EventKind refused) throws Exception {
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().say("Let me see. ").callTool("look", "{}"),
            ModelScript.create().say("Seen."));
    Run run =
        fixture.ask(
            fixture.agent(
                new RefusingStores(fixture.stores, refused),
                DurableFixture.options().build(),
                model,
                new CountingTool().named(ToolSpec.builder("look"))));

    assertThat(run.outcome())
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed ->
                assertThat(failed.error()).extracting(ErrorInfo::code).isEqualTo("data_refused"));

    assertThat(model.requests()).hasSize(1);
    List<RunEvent> log = fixture.stored(run.id());
    assertThat(log).filteredOn(event -> event.kind() == EventKind.RUN_FINISHED).hasSize(1);
    assertThat(log).noneMatch(event -> event.kind() == EventKind.RUN_RESUMED);
    RunRecord record = fixture.stores.runs().find(UserId.LOCAL, run.id()).orElseThrow();
    assertThat(record.lease()).isNull();
    assertThat(fixture.projection(run.id()).answer().orElseThrow().status())
        .isEqualTo(MessageStatus.FAILED);
  }
}
