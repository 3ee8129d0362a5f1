package dev.coda.server.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.session.RunCommit;
import dev.coda.server.observe.RunObserver;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes events for analytics of those that runs store. Thread-safe. */
@Singleton
final class RunEvents implements RunObserver {
  private static final int LONGEST_ERROR = 200;

  private final AnalyticsEvents events;

  RunEvents(AnalyticsEvents events) {
    this.events = events;
  }

  @Override
  public void committed(RunCommit commit) {
    commit.events().forEach(this::add);
  }

  private void add(RunEvent event) {
    switch (event.payload()) {
      case ToolFinished ended -> add(event, AnalyticsEvent.TOOL_CALL, toolCall(ended));
      case StepTaken step -> add(event, AnalyticsEvent.STEP, step(step));
      case ApprovalRequired asked -> {
        ObjectNode properties = call(asked.callId().toString(), asked.toolName());
        properties.put("reason", asked.reason());
        add(event, AnalyticsEvent.APPROVAL_REQUIRED, properties);
      }
      case RunResumed resumed -> decided(event, resumed.decisions());
      case RunFinished ended ->
          add(
              event,
              AnalyticsEvent.RUN_FINISHED,
              properties().put("status", lower(ended.status())).put("reason", ended.reason()));
      default -> {}
    }
  }

  private void decided(RunEvent event, @Nullable List<ApprovalDecision> decisions) {
    if (decisions == null) {
      return;
    }
    for (ApprovalDecision decision : decisions) {
      add(
          event,
          AnalyticsEvent.APPROVAL_DECIDED,
          properties()
              .put("call_id", decision.callId().toString())
              .put("decision", lower(decision.decision())));
    }
  }

  /** Returns the properties of a tool call. */
  static ObjectNode toolCall(
      String callId, String tool, Enum<?> status, long durationMs, @Nullable String error) {
    ObjectNode properties = call(callId, tool);
    properties.put("status", lower(status)).put("duration_ms", durationMs);
    if (error != null) {
      properties.put("error", CleanText.shortened(CleanText.clean(error), LONGEST_ERROR));
    }
    return properties;
  }

  private static ObjectNode toolCall(ToolFinished ended) {
    ObjectNode properties =
        toolCall(
            ended.callId().toString(),
            ended.toolName(),
            ended.status(),
            ended.executionTimeMs(),
            ended.error());
    score(properties, ended.evaluation());
    return properties;
  }

  private static ObjectNode step(StepTaken step) {
    ObjectNode properties = properties().put("step_type", step.stepType());
    JsonNode metadata = step.metadata();
    if (metadata != null) {
      for (String name : List.of("tools", "tool_name", "call_id")) {
        if (metadata.has(name)) {
          properties.set(name, metadata.get(name));
        }
      }
      score(properties, metadata.get("evaluation"));
    }
    return properties;
  }

  private static void score(ObjectNode properties, @Nullable JsonNode evaluation) {
    if (evaluation != null && evaluation.path("score").isNumber()) {
      properties.set("score", evaluation.get("score"));
    }
  }

  private void add(RunEvent event, String type, ObjectNode properties) {
    properties.put("run_id", event.runId().toString());
    events.add(type, null, event.sessionId().value(), properties, event.ts());
  }

  private static ObjectNode call(String callId, String tool) {
    return properties().put("call_id", callId).put("tool_name", CleanText.clean(tool));
  }

  private static ObjectNode properties() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
