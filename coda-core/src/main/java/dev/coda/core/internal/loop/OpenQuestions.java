package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ToolException;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.SignIn;
import dev.coda.core.tools.CleanJson;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.SchemaCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a run's active calls to its user. The calls wait in this process, so questions
 * are not stored: when the process ends, question and call are lost. Thread-safe.
 */
public final class OpenQuestions {
  private final Map<CallId, Question> byCall = new ConcurrentHashMap<>();
  private final Map<CallId, SignIn> signIns = new ConcurrentHashMap<>();

  private record Question(SchemaCheck schema, CompletableFuture<Optional<JsonNode>> answer) {}

  /**
   * Hands a person's answer to the call that waits for it. Returns false if the call has no open
   * question.
   *
   * @throws ToolException if the answer does not match the question's schema; the call still waits
   */
  public boolean answer(ApprovalDecision decision) {
    Question question = byCall.get(decision.callId());
    if (question == null) {
      return false;
    }
    if (decision.decision() == ApprovalDecision.Verdict.DENY) {
      return question.answer().complete(Optional.empty());
    }
    JsonNode answer =
        decision.input() == null
            ? JsonNodeFactory.instance.objectNode()
            : CleanJson.given(decision.input());
    List<InputProblem> problems = question.schema().problems(answer);
    if (!problems.isEmpty()) {
      throw new ToolException(
          FailureKind.TOOL_INPUT_INVALID,
          "The answer is not what was asked for. "
              + problems.stream().map(InputProblem::toString).collect(Collectors.joining("; ")));
    }
    return question.answer().complete(Optional.of(answer));
  }

  /** Opens a question; null if this call already has an open one. */
  @Nullable CompletableFuture<Optional<JsonNode>> open(CallId call, SchemaCheck schema) {
    Question question = new Question(schema, new CompletableFuture<>());
    return byCall.putIfAbsent(call, question) == null ? question.answer() : null;
  }

  /** Records that a call was not made, since its user must sign in first. */
  void needsSignIn(CallId call, SignIn signIn) {
    signIns.put(call, signIn);
  }

  /** Returns the sign-in that a call needs before it can be made; null for none. */
  @Nullable SignIn signIn(CallId call) {
    return signIns.get(call);
  }

  /** Accepts no more answers. */
  void close(CallId call) {
    Question question = byCall.remove(call);
    if (question != null) {
      question.answer().cancel(false);
    }
  }
}
