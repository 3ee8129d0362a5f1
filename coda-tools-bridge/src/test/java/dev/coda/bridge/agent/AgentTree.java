package dev.coda.bridge.agent;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.NestedQuestion;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolQuestion;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A reader that calls a scholar that calls an archivist, who shreds pages or asks for a name, over
 * one store; and any number of processes with all three of them.
 */
final class AgentTree implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final String TASK = "{\"task\": \"Continue.\"}";
  private static final String PAGE =
      """
      {"type": "object", "properties": {"page": {"type": "integer"}}, "required": ["page"]}
      """;

  final FakeClock clock = FakeClock.at(NOON);
  final Stores stores = InMemoryStores.create(clock);
  final List<String> shredded = new CopyOnWriteArrayList<>();
  private final List<Agents> processes = new ArrayList<>();
  private final Set<FakeClock> clocks = new HashSet<>();
  private final String archivistsTool;

  /**
   * @param archivistsTool what the archivist calls: {@code shred} or {@code sign}
   */
  AgentTree(String archivistsTool) {
    this.archivistsTool = archivistsTool;
  }

  /** The three agents in one process. */
  record Agents(CodaAgent reader, CodaAgent scholar, CodaAgent archivist) {
    List<CodaAgent> agents() {
      return List.of(reader, scholar, archivist);
    }
  }

  /** Starts a process whose runs continue in another one when it closes. */
  Agents process() {
    return process(clock);
  }

  /** Starts a process whose time is another one. */
  Agents process(FakeClock time) {
    CodaAgent archivist =
        agent("archivist", archivistsTool, "{\"page\": 1}", time, shred(), sign());
    CodaAgent scholar = agent("scholar", "archivist", TASK, time, tool("archivist", archivist));
    CodaAgent reader = agent("reader", "scholar", TASK, time, tool("scholar", scholar));
    Agents process = new Agents(reader, scholar, archivist);
    processes.add(process);
    clocks.add(time);
    return process;
  }

  /** Starts a run of a process's reader in a session of its own. */
  Run ask(Agents process) {
    SessionId session = new SessionId(UUID.randomUUID());
    stores.sessions().create(Session.start(session, UserId.LOCAL, NOON));
    return process.reader().start(RunRequest.of(session, "Shred page 1."));
  }

  /** Waits for the last report of a question in a run's log that is open or closed. */
  NestedQuestion question(RunId run, boolean open) throws InterruptedException {
    until(() -> questions(run).anyMatch(question -> question.open() == open));
    return questions(run).filter(question -> question.open() == open).toList().get(0);
  }

  Stream<NestedQuestion> questions(RunId run) {
    return payloads(run)
        .filter(ToolProgressed.class::isInstance)
        .map(payload -> ((ToolProgressed) payload).question())
        .filter(Objects::nonNull);
  }

  Stream<EventPayload> payloads(RunId run) {
    return stores.runs().events(run, 0, 10_000).stream().map(event -> event.payload());
  }

  /** Returns how a run has ended; each end that its log has. */
  List<RunStatus> ends(RunId run) {
    return payloads(run)
        .filter(RunFinished.class::isInstance)
        .map(payload -> ((RunFinished) payload).status())
        .toList();
  }

  RunStatus status(RunId run) {
    return stores.runs().find(UserId.LOCAL, run).orElseThrow().status();
  }

  /** Waits for a condition while time passes. */
  void until(BooleanSupplier condition) throws InterruptedException {
    clock.advanceUntil(condition, STEP);
  }

  /** What does not stop is given up when its time is over, whosever time that is. */
  @Override
  public void close() throws InterruptedException {
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(
            () -> processes.forEach(process -> process.agents().forEach(CodaAgent::close)),
            task -> new Thread(task, "close").start());
    until(() -> {
      clocks.forEach(time -> time.advance(STEP));
      return closed.isDone();
    });
  }

  private CodaAgent agent(
      String name, String calls, String arguments, FakeClock time, Tool... tools) {
    return CodaAgent.builder()
        .models(new RelayModel(calls, arguments, end -> {}))
        .tools(ToolSource.of(tools))
        .stores(stores)
        .clock(time)
        .options(
            AgentOptions.builder()
                .name(name)
                .handOverOnClose(true)
                .leaseTime(LEASE)
                .closeTime(Duration.ofSeconds(5))
                .build())
        .build();
  }

  private AgentTool tool(String name, CodaAgent agent) {
    return AgentTool.builder(name, agent, stores.sessions())
        .clock(clock)
        .timeout(Duration.ofHours(1))
        .build();
  }

  private Tool shred() {
    ToolSpec spec =
        ToolSpec.builder("shred")
            .description("Shreds a page.")
            .inputSchema(PAGE)
            .permission(ToolPermission.ASK)
            .build();
    return Tool.of(
        spec,
        (input, context) -> {
          shredded.add(input.toString());
          return ToolResult.text("shredded");
        });
  }

  private static Tool sign() {
    ToolSpec spec = ToolSpec.builder("sign").description("Signs a receipt.").build();
    return Tool.of(
        spec,
        (input, context) ->
            ToolResult.text(
                context
                    .ask(new ToolQuestion("Your name?", spec.inputSchema()))
                    .map(answer -> "signed")
                    .orElse("not signed")));
  }
}
