package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.artifact.Artifact;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolFile;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.tools.ArtifactTool;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ArtifactRunTest {
  private static final AgentOptions SMALL = AgentOptions.builder().maxToolResultBytes(1000).build();

  /** Two bytes a character, so that ranges cut characters in half. */
  private static final String BOOK = "äöü".repeat(2000);

  private static Tool answering(String name, ToolResult result) {
    return TestTools.tool(name, (input, context) -> result);
  }

  private static JsonNode output(List<RunEvent> events, String tool) {
    return events.stream()
        .map(RunEvent::payload)
        .filter(ToolFinished.class::isInstance)
        .map(ToolFinished.class::cast)
        .filter(result -> result.toolName().equals(tool))
        .map(ToolFinished::output)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void holdsWhatItKeepsAgainstNoSchema() {
    ToolSpec spec =
        ToolSpec.builder("book").outputSchema(TestTools.json("{\"type\": \"object\"}")).build();
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("book", "{}"), ModelScript.create().say("."));
    Tool book = TestTools.tool(spec, (input, context) -> ToolResult.text(BOOK));
    try (var fixture = AgentFixture.with(model, SMALL, book)) {
      JsonNode shown = output(fixture.events("Read."), "book");

      assertThat(shown.path("size").asLong()).isEqualTo(12_000);
    }
  }

  @Test
  void keepsLargeResultAndShowsItsHead() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("book", "{}"), ModelScript.create().say("."));
    try (var fixture = AgentFixture.with(model, SMALL, answering("book", ToolResult.text(BOOK)))) {
      JsonNode shown = output(fixture.events("Read."), "book");

      Artifact artifact =
          fixture
              .stores
              .artifacts()
              .find(UserId.LOCAL, ArtifactId.of(shown.path("artifact_id").asText()))
              .orElseThrow();
      assertThat(shown.path("head").asText()).isEqualTo(BOOK.substring(0, 2000));
      assertThat(shown.path("size").asLong()).isEqualTo(12_000);
      assertThat(shown.path("media_type").asText()).isEqualTo("text/plain");
      assertThat(artifact.sessionId()).isEqualTo(fixture.session);
      assertThat(fixture.stores.artifacts().read(UserId.LOCAL, artifact.id(), 0, 12_000))
          .contains(BOOK.getBytes(StandardCharsets.UTF_8));
      var told = model.requests().get(1).messages();
      assertThat(((ToolExecutionResultMessage) told.get(told.size() - 1)).text())
          .contains("read_artifact reads the rest")
          .hasSizeLessThan(3000);
    }
  }

  @Test
  void letsModelReadTheRestWithoutCuttingCharacters() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("book", "{}"), ModelScript.create().say("."));
    try (var fixture = AgentFixture.with(model, SMALL, answering("book", ToolResult.text(BOOK)))) {
      String id = output(fixture.events("Read."), "book").path("artifact_id").asText();
      StringBuilder read = new StringBuilder();
      long offset = 0;
      while (offset >= 0) {
        model
            .add(
                ModelScript.create()
                    .callTool(
                        "read_artifact",
                        "{\"artifact_id\":\"%s\",\"offset\":%d,\"length\":701}"
                            .formatted(id, offset)))
            .add(ModelScript.create().say("."));
        JsonNode part = output(fixture.events("More."), "read_artifact");
        assertThat(part.path("offset").asLong()).isEqualTo(offset);
        read.append(part.path("text").asText());
        offset = part.path("next_offset").asLong(-1);
      }

      assertThat(read).hasToString(BOOK);
    }
  }

  @Test
  void keepsFilesAndLargeJson() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      numbers.add(i);
    }
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("chart", "{}").callTool("numbers", "{}"),
            ModelScript.create().say("."));
    try (var fixture =
        AgentFixture.with(
            model,
            SMALL,
            answering("chart", ToolResult.file(new ToolFile("image/png", "c.png", new byte[9]))),
            answering("numbers", ToolResult.ok(TestTools.json(numbers.toString()))))) {
      List<RunEvent> events = fixture.events("Draw.");

      assertThat(output(events, "chart").path("media_type").asText()).isEqualTo("image/png");
      assertThat(output(events, "chart").path("name").asText()).isEqualTo("c.png");
      assertThat(output(events, "chart").has("head")).isFalse();
      assertThat(output(events, "numbers").path("media_type").asText())
          .isEqualTo("application/json");
      assertThat(output(events, "numbers").path("head").asText()).startsWith("[0,1,2,3");
    }
  }

  @Test
  void keepsTheFilesInsideAResultAndTellsTheModelOfThem() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("draw", "{}"), ModelScript.create().say("."));
    String parts =
        """
        [{"type": "text", "text": "A line:"},
         {"type": "media", "mime_type": "image/png", "name": "line.png", "data": "AQID"},
         {"type": "media", "mime_type": "image/png", "data": "no base64 ="}]
        """;
    try (var fixture =
        AgentFixture.with(model, SMALL, answering("draw", ToolResult.ok(TestTools.json(parts))))) {
      JsonNode shown = output(fixture.events("Draw."), "draw");

      assertThat(shown.at("/0/text").asText()).isEqualTo("A line:");
      assertThat(shown.at("/1/mime_type").asText()).isEqualTo("image/png");
      assertThat(shown.at("/1/note").asText()).contains("the user can open it");
      assertThat(shown.toString()).doesNotContain("AQID");
      assertThat(shown.at("/2/note").asText()).isEqualTo("Its data cannot be read.");
      ArtifactId id = ArtifactId.of(shown.at("/1/artifact_id").asText());
      assertThat(fixture.stores.artifacts().find(UserId.LOCAL, id).orElseThrow().name())
          .isEqualTo("line.png");
      assertThat(fixture.stores.artifacts().read(UserId.LOCAL, id, 0, 10))
          .contains(new byte[] {1, 2, 3});
    }
  }

  @Test
  void readsNoArtifactOfAnotherConversation() {
    var model =
        ScriptedModel.of(
            ModelScript.create().callTool("book", "{}"), ModelScript.create().say("."));
    try (var fixture = AgentFixture.with(model, SMALL, answering("book", ToolResult.text(BOOK)))) {
      String id = output(fixture.events("Read."), "book").path("artifact_id").asText();
      ToolContext elsewhere =
          ToolContext.builder()
              .sessionId(new SessionId(UUID.randomUUID()))
              .runId(new RunId(UUID.randomUUID()))
              .callId(new CallId(UUID.randomUUID()))
              .build();
      ArtifactTool reader = ArtifactTool.reading(fixture.stores.artifacts());

      for (String asked : List.of(id, UUID.randomUUID().toString(), "x")) {
        assertThat(
                reader
                    .execute(TestTools.json("{\"artifact_id\":\"" + asked + "\"}"), elsewhere)
                    .message())
            .isEqualTo("There is no such artifact in this conversation.");
      }
    }
  }

  @Test
  void offersNoReaderWithoutTools() {
    var model = ScriptedModel.of(ModelScript.create().say("."));
    try (var fixture = AgentFixture.with(model)) {
      fixture.events("Hi");

      assertThat(model.requests().get(0).toolSpecifications())
          .extracting(ToolSpecification::name)
          .isEmpty();
    }
  }
}
