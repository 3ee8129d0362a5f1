package dev.coda.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.CodaException;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.Interrupt;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.event.ToolStarted;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.tool.SignIn;
import dev.coda.api.tool.ToolProgress;
import dev.coda.server.agent.MaximumLimits;
import dev.coda.server.http.ProblemException;
import dev.coda.server.session.Sessions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tool with which a host asks the whole agent: one call is one run. Thread-safe. */
@Singleton
final class AskAgent {
  static final String NAME = "ask_agent";
  static final String AWAITS = "awaiting_approval";

  private static final String DESCRIPTION =
      """
      {
        "name": "ask_agent",
        "title": "Ask Coda's agent",
        "description": "Gives a task to Coda's agent, which uses its own tools and answers in text. \
      Continue a conversation by sending the session_id of an earlier answer.",
        "inputSchema": {
          "type": "object",
          "required": ["message"],
          "properties": {
            "message": {"type": "string", "minLength": 1, "description": "What to do or answer."},
            "session_id": {"type": "string", "description": "The conversation to continue."}
          }
        },
        "outputSchema": {
          "type": "object",
          "required": ["session_id", "run_id", "status", "answer"],
          "properties": {
            "session_id": {"type": "string"},
            "run_id": {"type": "string"},
            "status": {"enum": ["completed", "cancelled", "awaiting_approval"]},
            "answer": {"type": "string"},
            "sign_in": {
              "type": "array",
              "description": "Where the user has to sign in before the run continues.",
              "items": {"type": "object", "properties": {"service": {"type": "string"}, "url": {"type": "string"}}}
            }
          }
        }
      }
      """;

  private final Agent agent;
  private final Sessions sessions;
  private final RunLimits limits;

  AskAgent(Agent agent, Sessions sessions, MaximumLimits ceilings) {
    this.agent = agent;
    this.sessions = sessions;
    this.limits = ceilings.usual();
  }

  static JsonNode description() {
    try {
      return CodaJson.mapper().readTree(DESCRIPTION);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written above", e);
    }
  }

  /** Returns whether a message of JSON-RPC calls this tool. */
  static boolean isCalled(JsonNode message) {
    return message.path("method").asText().equals("tools/call")
        && message.path("params").path("name").asText().equals(NAME);
  }

  ObjectNode call(Caller caller, JsonNode input, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    if (input.has("message") && !input.path("message").isTextual()) {
      return ToolAnswers.failed("The argument 'message' must be text.");
    }
    String message = input.path("message").asText();
    if (message.isBlank()) {
      return ToolAnswers.failed("The argument 'message' is required.");
    }
    UserId user = caller.user();
    try {
      SessionId session = session(user, input.path("session_id"));
      Run run =
          agent.start(
              RunRequest.builder(session).userId(user).text(message).limits(limits).build());
      return follow(caller, run, signal, progress);
    } catch (CodaException | ProblemException e) {
      return ToolAnswers.failed(String.valueOf(e.getMessage()));
    }
  }

  /** Returns what a run of this user waits for. */
  Stream<ApprovalRequired> questions(UserId user, RunId id) throws InterruptedException {
    Run run = agent.find(user, id).orElseThrow(() -> ProblemException.notFound("Run " + id));
    return run.outcome() instanceof RunOutcome.AwaitingApproval waiting
        ? questions(run, waiting).stream()
        : Stream.empty();
  }

  private static Collection<ApprovalRequired> questions(
      Run run, RunOutcome.AwaitingApproval waiting) {
    Set<CallId> open =
        waiting.interrupts().stream().map(Interrupt::callId).collect(Collectors.toSet());
    Map<CallId, ApprovalRequired> asked = new LinkedHashMap<>();
    for (RunEvent event : run) {
      if (event.payload() instanceof ApprovalRequired question
          && open.contains(question.callId())) {
        asked.put(question.callId(), question);
      }
    }
    return asked.values();
  }

  void decide(UserId user, RunId run, ApprovalDecision decision) {
    agent.find(user, run).ifPresent(waiting -> waiting.decide(decision));
  }

  /** Follows a run of this user to its end or its next question. */
  ObjectNode follow(Caller caller, RunId id, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    Run run =
        agent.find(caller.user(), id).orElseThrow(() -> ProblemException.notFound("Run " + id));
    return follow(caller, run, signal, progress);
  }

  private ObjectNode follow(Caller caller, Run run, CancelSignal signal, ToolProgress progress)
      throws InterruptedException {
    try (run;
        CancelSignal.Registration registration = signal.onCancel(run::cancel)) {
      return follow(caller, run, progress);
    }
  }

  private SessionId session(UserId user, JsonNode id) {
    if (id.isMissingNode() || id.isNull()) {
      return sessions.create(user).id();
    }
    try {
      return sessions.find(user, new SessionId(UUID.fromString(id.asText()))).id();
    } catch (IllegalArgumentException e) {
      throw ProblemException.notFound("Session " + id.asText());
    }
  }

  private ObjectNode follow(Caller caller, Run run, ToolProgress progress)
      throws InterruptedException {
    Thread viewer = Thread.ofVirtual().name("mcp-progress").start(() -> report(run, progress));
    RunOutcome outcome = run.outcome();
    if (outcome instanceof RunOutcome.AwaitingApproval) {
      // The run continues when somebody decides; its viewer need not wait for that.
      run.close();
    }
    viewer.join();
    return switch (outcome) {
      case RunOutcome.Completed completed -> answer(run, "completed", completed.answer());
      case RunOutcome.Cancelled cancelled -> answer(run, "cancelled", cancelled.answer());
      case RunOutcome.Failed failed -> ToolAnswers.failed(failed.error().message());
      case RunOutcome.AwaitingApproval waiting -> awaiting(caller, run, waiting);
    };
  }

  private ObjectNode awaiting(Caller caller, Run run, RunOutcome.AwaitingApproval waiting) {
    List<String> approvals = new ArrayList<>();
    List<SignIn> signIns = new ArrayList<>();
    // This handle of the run is closed; another one reads its log.
    Run log = agent.find(caller.user(), run.id()).orElse(run);
    for (ApprovalRequired asked : questions(log, waiting)) {
      if (asked.signIn() == null) {
        approvals.add(asked.toolName());
      } else {
        signIns.add(caller.linked(asked.signIn()));
      }
    }
    StringBuilder text = new StringBuilder();
    if (!approvals.isEmpty()) {
      text.append("A person has to approve %s in Coda first. ".formatted(approvals));
    }
    signIns.stream()
        .distinct()
        .forEach(signIn ->
            text.append(
                "The user has to sign in to %s first, at %s. "
                    .formatted(signIn.service(), signIn.url())));
    ObjectNode answer = answer(run, AWAITS, text + "The run continues then.");
    if (!signIns.isEmpty()) {
      ArrayNode list = answer.withObject("/structuredContent").putArray("sign_in");
      signIns.stream().distinct().map(ToolAnswers::json).forEach(list::add);
    }
    return answer;
  }

  private static void report(Run run, ToolProgress progress) {
    boolean writing = false;
    for (RunEvent event : run) {
      if (event.payload() instanceof ToolStarted tool) {
        progress.report("Calling " + tool.toolName(), null);
      } else if (event.payload() instanceof ToolProgressed step) {
        progress.report(step.message(), null);
      } else if (event.payload() instanceof ContentDelta && !writing) {
        writing = true;
        progress.report("Writing the answer", null);
      }
    }
  }

  private static ObjectNode answer(Run run, String status, @Nullable Message answer) {
    return answer(run, status, answer == null ? "" : answer.text());
  }

  private static ObjectNode answer(Run run, String status, String text) {
    ObjectNode output =
        CodaJson.mapper()
            .createObjectNode()
            .put("session_id", run.sessionId().toString())
            .put("run_id", run.id().toString())
            .put("status", status)
            .put("answer", text);
    ObjectNode result = ToolAnswers.succeeded(CodaJson.mapper().getNodeFactory().textNode(text));
    result.set("structuredContent", output);
    return result;
  }
}
