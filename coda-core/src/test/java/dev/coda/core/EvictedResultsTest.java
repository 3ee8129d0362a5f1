package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.event.ContextReported;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.CallId;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Usage;
import dev.coda.api.tool.ToolResult;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EvictedResultsTest {
  @Test
  void theLogSaysWhichResultsTheModelIsNoLongerShown() {
    var model = ScriptedModel.of();
    for (int n = 0; n < 3; n++) {
      model.add(ModelScript.create().callTool("look", "{\"n\": " + n + "}").usage(Usage.of(0, 5)));
    }
    model.add(ModelScript.create().say("Seen."));
    try (var fixture = new DurableFixture()) {
      var look = TestTools.tool("look", (input, context) -> ToolResult.text("x".repeat(4_000)));
      List<RunEvent> events =
          AgentFixture.events(fixture.ask(fixture.agent(new SmallWindow(model), look)));

      List<ContextReported> evictions =
          events.stream()
              .filter(event -> event.kind() == EventKind.CONTEXT)
              .map(event -> (ContextReported) event.payload())
              .filter(context -> context.evicted() != null)
              .toList();
      List<CallId> calls = RunProjection.of(events).toolCalls().stream().map(ToolCall::id).toList();
      assertThat(evictions).hasSize(1);
      assertThat(Objects.requireNonNull(evictions.get(0).evicted()))
          .isNotEmpty()
          .isEqualTo(calls.subList(0, Objects.requireNonNull(evictions.get(0).evicted()).size()))
          .doesNotContain(calls.get(2));
      assertThat(evictions.get(0).limit()).isEqualTo(4_000);
      assertThat(model.requests().get(3).messages().toString()).contains("[Shortened");
    }
  }
}
