package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallerThreadTest {
  private final Tool add =
      TestTools.tool("add", (input, context) -> ToolResult.ok(IntNode.valueOf(42)));

  @Test
  void endsARunBeforeItsStartReturns() throws Exception {
    List<Thread> asking = new ArrayList<>();
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create()
                .then(call -> asking.add(Thread.currentThread()))
                .callTool("add", "{}"),
            ModelScript.create().say("42."));
    try (AgentFixture fixture = AgentFixture.with(model, add)) {
      Run run = fixture.agent.start(RunRequest.of(fixture.session, "2 + 40?"), Runnable::run);

      assertThat(fixture.stores.runs().find(UserId.LOCAL, run.id()).orElseThrow().status())
          .isEqualTo(RunStatus.COMPLETED);
      assertThat(asking).containsExactly(Thread.currentThread());
      assertThat(run.outcome()).isInstanceOf(RunOutcome.Completed.class);
    }
  }

  @Test
  void cancelsARunWhoseThreadIsInterrupted() throws Exception {
    CompletableFuture<Thread> stalled = new CompletableFuture<>();
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create()
                .say("Half an ans")
                .then(call -> stalled.complete(Thread.currentThread()))
                .stall());
    try (AgentFixture fixture = AgentFixture.with(model)) {
      CompletableFuture<Void> interrupted =
          stalled.thenAcceptAsync(Thread::interrupt).orTimeout(10, TimeUnit.SECONDS);

      Run run = fixture.agent.start(RunRequest.of(fixture.session, "Continue"), Runnable::run);

      assertThat(Thread.interrupted()).isTrue();
      interrupted.join();
      RunOutcome.Cancelled outcome = (RunOutcome.Cancelled) run.outcome();
      assertThat(outcome.answer()).isNotNull();
      assertThat(fixture.messages().get(1).text()).isEqualTo("Half an ans");
    }
  }

  @Test
  void storesACallAndItsStartTogether() throws Exception {
    List<List<EventKind>> commits = new ArrayList<>();
    ScriptedModel model =
        ScriptedModel.of(
            ModelScript.create().callTool("add", "{}").callTool("add", "{\"again\":1}"),
            ModelScript.create().say("42."));
    RunStoreWrapper stores =
        new RunStoreWrapper(InMemoryStores.create()) {
          @Override
          void before(boolean commit) {}

          @Override
          public void append(RunCommit commit) {
            commits.add(commit.events().stream().map(RunEvent::kind).toList());
            super.append(commit);
          }
        };
    try (AgentFixture fixture = AgentFixture.with(model, AgentOptions.defaults(), stores, add)) {
      fixture.agent.start(RunRequest.of(fixture.session, "Twice."), Runnable::run);

      assertThat(commits.get(0))
          .containsSubsequence(
              EventKind.TOOL_CALL,
              EventKind.TOOL_CALL,
              EventKind.STEP,
              EventKind.TOOL_STARTED,
              EventKind.TOOL_STARTED);
      assertThat(commits).hasSize(4);
    }
  }
}
