package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An agent with more tools than a model is shown at once. */
@Timeout(20)
class ToolSearchTest {
  private static final AgentOptions TEN_AT_ONCE =
      AgentOptions.builder().maxOfferedTools(10).build();

  private final ScriptedModel model = ScriptedModel.of();

  @Test
  void modelIsShownSomeToolsAndOneThatFindsTheOthers() {
    model.says("Hello.");
    try (AgentFixture agent = AgentFixture.with(model, TEN_AT_ONCE, tools(50))) {
      agent.events("hello");
    }

    assertThat(shown(0))
        .containsExactly(
            "count_0", "count_1", "count_2", "count_3", "count_4", "search_tools", "read_artifact");
  }

  @Test
  void whatItFindsCanBeCalledInThisAndInLaterRuns() {
    model
        .calls("search_tools", Map.of("query", "send a letter"))
        .calls("send_letter", Map.of())
        .says("Sent.")
        .says("Yes.");
    try (AgentFixture agent = AgentFixture.with(model, TEN_AT_ONCE, tools(50))) {
      assertThat(agent.events("send it"))
          .filteredOn(event -> event.payload() instanceof ToolFinished)
          .extracting(event -> ((ToolFinished) event.payload()).status().name())
          .containsExactly("SUCCESS", "SUCCESS");
      agent.events("has it been sent?");
    }

    assertThat(shown(0)).doesNotContain("send_letter");
    assertThat(shown(1)).contains("send_letter").startsWith("count_0", "count_1");
    assertThat(shown(3)).contains("send_letter");
  }

  @Test
  void latestFoundToolsTakeTheRoomOfEarlierOnes() {
    IntStream.range(5, 15).forEach(i -> model.calls("count_" + i, Map.of()));
    model.says("Done.");
    try (AgentFixture agent = AgentFixture.with(model, TEN_AT_ONCE, tools(50))) {
      agent.events("count");
    }

    assertThat(shown(10))
        .contains("count_0", "count_4", "search_tools", "count_14", "count_10")
        .doesNotContain("count_9")
        .hasSize(5 + 2 + 5);
  }

  @Test
  void runOfFewToolsIsShownAllOfThem() {
    model.says("Hello.");
    try (AgentFixture agent = AgentFixture.with(model, TEN_AT_ONCE, tools(50))) {
      AgentFixture.events(
          agent.agent.start(
              RunRequest.builder(agent.session)
                  .text("hello")
                  .tools(Set.of("count_40", "send_letter"))
                  .build()));
    }

    assertThat(shown(0)).containsExactly("count_40", "send_letter", "read_artifact");
  }

  @Test
  void searchWithoutAHitSaysWhatToDo() {
    model.calls("search_tools", Map.of("query", "zymurgy")).says("No.");
    try (AgentFixture agent = AgentFixture.with(model, TEN_AT_ONCE, tools(50))) {
      agent.events("brew");
    }

    assertThat(model.requests().get(1).messages().toString()).contains("Try other words");
  }

  private List<String> shown(int call) {
    return model.requests().get(call).toolSpecifications().stream()
        .map(ToolSpecification::name)
        .toList();
  }

  private static Tool[] tools(int count) {
    return Stream.concat(
            IntStream.range(0, count).mapToObj(i -> tool("count_" + i, "Counts to " + i + ".")),
            Stream.of(tool("send_letter", "Puts a letter into the post.")))
        .toArray(Tool[]::new);
  }

  private static Tool tool(String name, String description) {
    return Tool.of(
        ToolSpec.builder(name).description(description).build(),
        (input, context) -> ToolResult.text("done"));
  }
}
