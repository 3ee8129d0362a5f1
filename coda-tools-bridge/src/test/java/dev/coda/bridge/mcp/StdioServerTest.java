package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StdioServerTest {
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  private final AtomicReference<McpQuestion> asked = new AtomicReference<>();
  private McpTools tools;

  @BeforeEach
  void connect() {
    tools =
        McpTools.builder(
                FakeServer.config("{\"permission\": \"allow\", \"env\": {\"GIVEN\": \"${WISH}\"}}"))
            .environment(name -> name.equals("WISH") ? "granted" : null)
            .elicitation(question -> {
              asked.set(question);
              return Optional.of(JsonNodeFactory.instance.objectNode().put("name", "Ada"));
            })
            .connect();
  }

  @AfterEach
  void close() {
    tools.close();
  }

  @Test
  void aServersProgramSeesNoneOfOurSecrets() throws Exception {
    List<String> names = List.of(Contexts.said(call("names")).split(","));
    assertThat(names).contains("PATH", "GIVEN");
    assertThat(System.getenv()).as("there is something to hide").hasSizeGreaterThan(names.size());
    assertThat(names)
        .allMatch(name ->
            name.matches("PATH|GIVEN|HOME|USER|LOGNAME|SHELL|TERM|LANG|LANGUAGE|TZ|TMPDIR|LC_.*"));
  }

  @Test
  void tellsTheServerWhichCallWasCancelled() throws Exception {
    CancelSignal signal = CancelSignal.create();
    CompletableFuture<ToolResult> hanging =
        CompletableFuture.supplyAsync(
            () -> callNow("hang", Contexts.builder().cancelSignal(signal).build()));
    await().until(() -> tools.servers().get(0).state() == ServerState.CONNECTED);
    signal.cancel(CancelReason.REQUESTED);
    assertThat(hanging.get().failure()).isEqualTo(FailureKind.CANCELLED);
    await().untilAsserted(() -> assertThat(Contexts.said(call("cancelled"))).isNotEmpty());
  }

  @Test
  void aCallHasADeadlineOfWhichTheServerHears() throws Exception {
    ToolContext hurried =
        Contexts.builder().deadline(Instant.now().plus(Duration.ofMillis(300))).build();
    assertThat(callNow("hang", hurried).failure()).isEqualTo(FailureKind.TOOL_TIMEOUT);
    await().untilAsserted(() -> assertThat(Contexts.said(call("cancelled"))).isNotEmpty());
  }

  @Test
  void aChangedListIsTakenOver() throws Exception {
    Tool before = tool("names");
    assertThat(call("grow").isOk()).isTrue();
    await().until(() -> names().contains("fake__grown"));
    assertThat(before.execute(NOTHING, Contexts.any()).isOk()).isTrue();
  }

  @Test
  void aFloodOfAnnouncementsIsOneList() throws Exception {
    int before = Integer.parseInt(Contexts.said(call("lists")));
    assertThat(call("flood").isOk()).isTrue();
    await().until(() -> Integer.parseInt(Contexts.said(call("lists"))) > before);
    assertThat(Integer.parseInt(Contexts.said(call("lists")))).isLessThan(before + 50);
  }

  @Test
  void aListWithoutAnEndIsCutOff() throws Exception {
    assertThat(call("endless").isOk()).isTrue();
    await().until(() -> names().contains("fake__grown"));
    assertThat(names()).hasSizeLessThan(600);
    int lists = Integer.parseInt(Contexts.said(call("lists")));
    assertThat(lists).isLessThan(110);
  }

  @Test
  void aQuestionReachesTheUserAndTheAnswerTheServer() throws Exception {
    ToolContext context = Contexts.any();
    assertThat(Contexts.said(callNow("ask", context))).contains("accept").contains("Ada");
    assertThat(asked.get().message()).isEqualTo("Your name?");
    assertThat(asked.get().context()).isSameAs(context);
  }

  @Test
  void aLargeResultIsWholeAndAnEndlessMessageEndsTheConnection() throws Exception {
    assertThat(Contexts.said(call("large"))).hasSize(1_100_000);
    assertThat(call("huge").failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(call("names").isOk()).as("connected again").isTrue();
  }

  @Test
  void strayPrintsDoNoHarm() throws Exception {
    assertThat(Contexts.said(call("junk"))).isEqualTo("still here");
  }

  @Test
  void failuresHaveASentenceAndAKind() throws Exception {
    assertThat(call("fail"))
        .isEqualTo(ToolResult.error(FailureKind.TOOL_FAILED, "fake__fail failed: no way"));
    assertThat(call("error").failure()).isEqualTo(FailureKind.TOOL_INPUT_INVALID);
  }

  @Test
  void aServerThatEndsKeepsItsListAndIsStartedAgain() throws Exception {
    List<String> before = names();
    assertThat(call("exit").message()).contains("whether it took effect is unknown");
    assertThat(names()).isEqualTo(before);
    assertThat(call("names").isOk()).isTrue();
  }

  @Test
  void closingEndsTheProcessAndWhatItStarted() throws Exception {
    long pid = Long.parseLong(Contexts.said(call("spawn")));
    assertThat(ProcessHandle.of(pid)).get().matches(ProcessHandle::isAlive);
    tools.close();
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(call("names").failure()).isEqualTo(FailureKind.TOOL_UNAVAILABLE);
    assertThat(tools.servers().get(0).state()).isEqualTo(ServerState.CLOSED);
  }

  @Test
  void aToolThatDestroysAsksWhateverTheServerMayDo() {
    assertThat(tool("names").spec().permission()).isEqualTo(ToolPermission.ALLOW);
    assertThat(tool("exit").spec().permission()).isEqualTo(ToolPermission.ASK);
  }

  @Test
  void whatAServerSaysInItsFavourCountsOnlyWhereItIsTrusted() {
    assertThat(tool("names").spec().readOnly()).isFalse();
    assertThat(tool("names").spec().idempotent()).isFalse();
    try (McpTools trusted =
        McpTools.builder(FakeServer.config("{\"trustAnnotations\": true}")).connect()) {
      ToolSpec spec = trusted.tools().get(0).spec();
      assertThat(spec.name()).isEqualTo("fake__names");
      assertThat(spec.readOnly()).isTrue();
      assertThat(spec.idempotent()).isTrue();
      assertThat(spec.permission()).isEqualTo(ToolPermission.ALLOW);
    }
  }

  @Test
  void aProgramThatIsMissingIsReportedAndNothingElse() {
    try (McpTools none =
        McpTools.builder("{\"mcpServers\": {\"none\": {\"command\": \"no-such-program\"}}}")
            .connect()) {
      assertThat(none.tools()).isEmpty();
      assertThat(none.servers().get(0).state()).isEqualTo(ServerState.UNAVAILABLE);
      assertThat(none.servers().get(0).problem()).contains("no-such-program");
    }
  }

  private ToolResult call(String tool) throws Exception {
    return tool(tool).execute(NOTHING, Contexts.any());
  }

  private ToolResult callNow(String tool, ToolContext context) {
    try {
      return tool(tool).execute(NOTHING, context);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private Tool tool(String name) {
    return tools.tools().stream()
        .filter(tool -> tool.spec().name().equals("fake__" + name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> names() {
    return tools.tools().stream().map(tool -> tool.spec().name()).toList();
  }
}
