package dev.coda.bridge.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AgentToolTest {
  private static final String TASK = "{\"task\": \"Find the capital.\"}";

  private final Stores stores = InMemoryStores.create();
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final List<CodaAgent> agents = new ArrayList<>();

  @BeforeEach
  void createSession() {
    stores
        .sessions()
        .create(Session.start(session, UserId.LOCAL, Instant.parse("2026-01-02T03:04:05Z")));
  }

  @AfterEach
  void close() {
    agents.forEach(CodaAgent::close);
  }

  private CodaAgent agent(ScriptedModel model, Tool... tools) {
    CodaAgent agent =
        CodaAgent.builder().models(model).tools(ToolSource.of(tools)).stores(stores).build();
    agents.add(agent);
    return agent;
  }

  private AgentToolBuilder tool(CodaAgent inner) {
    return AgentTool.builder("scholar", inner, stores.sessions()).description("Knows geography.");
  }

  private static ScriptedModel delegating() {
    return ScriptedModel.of(
        ModelScript.create().callTool("scholar", TASK), ModelScript.create().say("Done."));
  }

  private static <T extends EventPayload> Stream<T> payloads(List<RunEvent> events, Class<T> type) {
    return events.stream().map(RunEvent::payload).filter(type::isInstance).map(type::cast);
  }

  private List<RunEvent> run(CodaAgent outer, RunLimits limits) {
    List<RunEvent> events = new ArrayList<>();
    outer
        .start(RunRequest.builder(session).text("Ask the scholar.").limits(limits).build())
        .forEach(events::add);
    return events;
  }

  private List<RunEvent> run(CodaAgent outer) {
    return run(outer, RunLimits.defaults());
  }

  private static ToolFinished result(List<RunEvent> events) {
    return payloads(events, ToolFinished.class).findFirst().orElseThrow();
  }

  /** Waits until the log tells which run does a tool's work. */
  private static RunId childOf(Run run) {
    for (RunEvent event : run) {
      if (event.payload() instanceof ToolProgressed progress && progress.childRunId() != null) {
        return progress.childRunId();
      }
    }
    throw new AssertionError("no tool had a run of its own");
  }

  private Tool atlas() {
    return Tool.of(
        ToolSpec.builder("atlas").description("Looks up.").build(),
        (input, context) -> ToolResult.text("Oslo"));
  }

  @Test
  void runsInnerAgentAndNestsItsLog() {
    CodaAgent inner =
        agent(
            ScriptedModel.of(
                ModelScript.create().callTool("atlas", "{}"),
                ModelScript.create().say("It is Oslo.")),
            atlas());

    List<RunEvent> events = run(agent(delegating(), tool(inner).build()));

    List<ToolProgressed> progress = payloads(events, ToolProgressed.class).toList();
    RunId child = Objects.requireNonNull(progress.get(0).childRunId());
    Run nested = inner.find(UserId.LOCAL, child).orElseThrow();
    SessionId childSession = new SessionId(result(events).callId().value());
    assertThat(Objects.requireNonNull(result(events).output()).asText()).isEqualTo("It is Oslo.");
    assertThat(progress)
        .extracting(ToolProgressed::message)
        .containsExactly("scholar works on it", "calls atlas", "atlas: success");
    assertThat(progress).extracting(ToolProgressed::childRunId).containsOnly(child);
    assertThat(nested.sessionId()).isEqualTo(childSession);
    assertThat(nested).extracting(RunEvent::seq).startsWith(1L, 2L, 3L);
    Session opened = stores.sessions().find(UserId.LOCAL, childSession).orElseThrow();
    assertThat(opened.title()).isEqualTo("scholar: Find the capital.");
    assertThat(opened.metadata().at("/called_by/session_id").asText())
        .isEqualTo(session.toString());
  }

  @Test
  void tellsOuterModelWhyInnerAgentFailed() {
    CodaAgent inner = agent(ScriptedModel.of());

    ToolFinished result = result(run(agent(delegating(), tool(inner).build())));

    assertThat(result.status()).isEqualTo(ToolStatus.ERROR);
    assertThat(result.error()).startsWith("scholar gave up: ");
  }

  @Test
  void paysInnerRunFromOuterBudget() {
    ScriptedModel busy = ScriptedModel.of();
    for (int i = 0; i < 20; i++) {
      busy.add(ModelScript.create().callTool("atlas", "{\"page\": " + i + "}"));
    }
    CodaAgent inner = agent(busy, atlas());

    run(
        agent(delegating(), tool(inner).share(0.5).build()),
        RunLimits.builder().maxSteps(9).maxToolCalls(50).build());

    // Of the nine model calls the first is the outer run's; half of what is left is its share.
    assertThat(busy.requests()).hasSizeBetween(2, 4);
  }

  @Test
  void refusesWhenOuterRunHasNothingLeft() {
    ScriptedModel unasked = ScriptedModel.of(ModelScript.create().say("never"));

    ToolFinished result =
        result(
            run(
                agent(delegating(), tool(agent(unasked)).build()),
                RunLimits.builder().maxSteps(2).build()));

    assertThat(result.error()).contains("no steps left");
    assertThat(unasked.requests()).isEmpty();
  }

  @Test
  void cancelsInnerRunWithOuterOne() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CodaAgent inner =
        agent(
            ScriptedModel.of(
                ModelScript.create()
                    .then(call -> {
                      started.countDown();
                      call.awaitCancel();
                    })));
    Run outer =
        agent(delegating(), tool(inner).build()).start(RunRequest.of(session, "Ask the scholar."));
    RunId child = childOf(outer);
    started.await();

    outer.cancel();

    assertThat(outer.outcome()).isInstanceOf(RunOutcome.Cancelled.class);
    await()
        .untilAsserted(() -> {
          List<RunEvent> inside = new ArrayList<>();
          inner.find(UserId.LOCAL, child).orElseThrow().forEach(inside::add);
          assertThat(payloads(inside, RunFinished.class).map(RunFinished::status))
              .containsExactly(RunStatus.CANCELLED);
        });
  }

  @Test
  void boundsHowDeepAgentsCallAgents() {
    List<ScriptedModel> models = List.of(delegating(), delegating(), delegating(), delegating());
    CodaAgent innermost = agent(ScriptedModel.of(ModelScript.create().say("deep")));
    CodaAgent third = agent(models.get(2), tool(innermost).maxDepth(2).build());
    CodaAgent second = agent(models.get(1), tool(third).maxDepth(2).build());

    run(agent(models.get(0), tool(second).maxDepth(2).build()));

    assertThat(models.get(2).requests()).hasSize(2);
    assertThat(models.get(2).requests().get(1).messages().toString())
        .contains("Agents already call one another 2 deep; do this yourself.");
  }

  @Test
  void findsRunOfRepeatedCall() throws Exception {
    ScriptedModel once = ScriptedModel.of(ModelScript.create().say("It is Oslo."));
    AgentTool tool = tool(agent(once)).build();
    List<RunEvent> events = run(agent(delegating(), tool));
    ToolStarted started = payloads(events, ToolStarted.class).findFirst().orElseThrow();

    ToolResult again =
        tool.execute(
            CodaJson.mapper().readTree(TASK),
            ToolContext.builder()
                .sessionId(session)
                .runId(new RunId(UUID.randomUUID()))
                .callId(started.callId())
                .build());

    assertThat(Objects.requireNonNull(again.output()).asText()).isEqualTo("It is Oslo.");
    assertThat(once.requests()).hasSize(1);
  }

  @Test
  void refusesSettingsOutOfRange() {
    AgentToolBuilder builder = tool(agent(ScriptedModel.of()));

    assertThatThrownBy(() -> builder.share(0)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> builder.maxDepth(0)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(
            () -> AgentTool.builder("a b", agent(ScriptedModel.of()), stores.sessions()).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Agent tool 'a b': ");
  }
}
