package dev.coda.server.mcp;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.server.fixture.NodeProject;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uses the MCP project's own server for clients, over both transports. */
class EverythingTest {
  private static final String LONG = "everything__trigger-long-running-operation";

  /** It runs only as a task, an experimental part of the protocol that the SDK does not speak. */
  private static final String TASK = "everything__simulate-research-query";

  private static final Map<String, String> ARGUMENTS =
      Map.ofEntries(
          entry("everything__echo", "{\"message\": \"Grüße 😀\"}"),
          entry("everything__get-sum", "{\"a\": 2, \"b\": 40}"),
          entry(LONG, "{\"duration\": 0.4, \"steps\": 4}"),
          entry("everything__get-structured-content", "{\"location\": \"Chicago\"}"),
          entry("everything__get-annotated-message", "{\"messageType\": \"error\"}"),
          entry("everything__get-resource-reference", "{\"resourceType\": \"Text\"}"),
          entry(TASK, "{\"topic\": \"tea\"}"),
          entry("everything__read_resource", "{\"uri\": \"demo://resource/dynamic/text/1\"}"),
          entry("everything__get_prompt", "{\"name\": \"simple-prompt\"}"),
          entry(
              "everything__gzip-file-as-resource",
              "{\"data\": \"data:text/plain,hello\", \"name\": \"a.gz\"}"));

  private final TimeOrderedIds ids = new TimeOrderedIds();

  @BeforeAll
  static void packagesAreInstalled() throws Exception {
    NodeProject.of("mcp").require();
  }

  @ParameterizedTest
  @EnumSource
  void everyToolIsListedAndAnswers(Everything way) throws Exception {
    try (var link = way.open();
        CodaAgent agent = agent(link, ScriptedModel.of(), InMemoryStores.create())) {
      Map<String, RegisteredTool> tools = new LinkedHashMap<>(agent.toolRegistry().snapshot());
      // The agent adds one of its own, which reads artifacts.
      tools.keySet().removeIf(name -> !name.startsWith("everything__"));
      assertThat(tools).hasSameSizeAs(link.tools().tools()).hasSizeGreaterThan(15);
      for (RegisteredTool tool : tools.values()) {
        JsonNode input = json(ARGUMENTS.getOrDefault(tool.spec().name(), "{}"));
        assertThat(tool.inputProblems(input)).as(tool.spec().name()).isEmpty();
        ToolResult result = agent.toolExecutor().execute(tool, input, context().build());
        assertThat(result.isOk())
            .as(tool.spec().name() + ": " + result)
            .isEqualTo(!tool.spec().name().equals(TASK));
      }
      assertThat(output(call(link, "everything__echo")).asText()).isEqualTo("Echo: Grüße 😀");
      assertThat(output(call(link, "everything__get-sum")).asText()).contains("42");
      assertThat(
              output(call(link, "everything__get-structured-content")).path("conditions").asText())
          .isNotEmpty();
      assertThat(output(call(link, "everything__get-tiny-image")).toString())
          .contains("{\"type\":\"media\",\"mime_type\":\"image/png\",\"data\":\"");
      assertThat(output(call(link, "everything__get-env")).asText())
          .as("no variable of ours but the harmless ones")
          .doesNotContain(way == Everything.STDIO ? "JAVA_HOME" : "no such text");
    }
  }

  @ParameterizedTest
  @EnumSource
  void progressArrivesWhileAToolRuns(Everything way) throws Exception {
    List<Integer> percents = new CopyOnWriteArrayList<>();
    try (var link = way.open()) {
      ToolContext context = context().progress((message, percent) -> percents.add(percent)).build();
      link.tool(LONG).execute(json(ARGUMENTS.getOrDefault(LONG, "")), context);
    }
    assertThat(percents).containsSubsequence(25, 50, 75);
  }

  @ParameterizedTest
  @EnumSource
  void aCancelEndsTheCallAndNotTheConnection(Everything way) throws Exception {
    CancelSignal signal = CancelSignal.create();
    try (var link = way.open()) {
      ToolContext context =
          context()
              .cancelSignal(signal)
              .progress((message, percent) -> signal.cancel(CancelReason.REQUESTED))
              .build();
      ToolResult result =
          link.tool(LONG).execute(json("{\"duration\": 50, \"steps\": 100}"), context);
      assertThat(result.failure()).isEqualTo(FailureKind.CANCELLED);
      assertThat(call(link, "everything__echo").isOk()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerThatDiesAndComesBackLeavesTheConversationAlive(Everything way) throws Exception {
    Stores stores = InMemoryStores.create();
    Session session = Session.start(SessionId.next(ids), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    try (var link = way.open();
        CodaAgent agent = agent(link, dyingScript(link), stores);
        Run run = agent.start(RunRequest.of(session.id(), "echo, and again"))) {
      List<ToolFinished> results = new ArrayList<>();
      run.forEach(event -> collect(event, results));
      assertThat(results).hasSize(3);
      assertThat(results.get(0).output()).isNotNull();
      assertThat(results.get(1).error()).contains("whether it took effect is unknown");
      assertThat(results.get(2).output()).isNotNull();
      assertThat(link.tools().tools()).isNotEmpty();
    }
  }

  /** The second call's server is killed under it; the third finds the new one. */
  private static ScriptedModel dyingScript(Everything.Link link) {
    return ScriptedModel.of(
        ModelScript.create().callTool("everything__echo", "{\"message\": \"one\"}"),
        ModelScript.create()
            .then(call -> Thread.ofVirtual().start(() -> killDuringCall(link)))
            .callTool(LONG, "{\"duration\": 30, \"steps\": 300}"),
        ModelScript.create()
            .then(call -> revive(link))
            .callTool("everything__echo", "{\"message\": \"two\"}"),
        ModelScript.create().say("done"));
  }

  private static void killDuringCall(Everything.Link link) {
    CallWatch.awaitProgress();
    link.kill();
  }

  private static void revive(Everything.Link link) {
    try {
      link.revive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(RunEvent event, List<ToolFinished> results) {
    CallWatch.see(event.payload());
    if (event.payload() instanceof ToolFinished result) {
      results.add(result);
    }
  }

  private ToolResult call(Everything.Link link, String tool) throws Exception {
    return link.tool(tool).execute(json(ARGUMENTS.getOrDefault(tool, "{}")), context().build());
  }

  private static JsonNode output(ToolResult result) {
    return Objects.requireNonNull(result.output(), result.toString());
  }

  private static CodaAgent agent(Everything.Link link, ScriptedModel model, Stores stores) {
    return CodaAgent.builder().models(model).tools(link.tools()).stores(stores).build();
  }

  private ToolContext.Builder context() {
    return ToolContext.builder()
        .sessionId(SessionId.next(ids))
        .runId(RunId.next(ids))
        .callId(CallId.next(ids));
  }

  private static JsonNode json(String text) throws IOException {
    return CodaJson.mapper().readTree(text);
  }
}
