package dev.coda.core.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.CallId;
import dev.coda.api.message.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores tool calls and answers: by rules, and by a judge where there is one. Thread-safe. */
public final class Evaluation {
  private final ToolEvaluator tools = new ToolEvaluator();
  private final AnswerEvaluator answers = new AnswerEvaluator();
  private final @Nullable ModelJudge judge;

  private Evaluation(@Nullable ModelJudge judge) {
    this.judge = judge;
  }

  /** Scores by rules alone. */
  public static Evaluation byRules() {
    return new Evaluation(null);
  }

  /** Scores by a judge, and by rules where it has no say. */
  public static Evaluation by(ModelJudge judge) {
    return new Evaluation(judge);
  }

  /**
   * Holds the scores of an answer, and those of its tool calls that are known better now.
   * Immutable.
   */
  public record Scores(JsonNode answer, Map<CallId, JsonNode> calls) {}

  /** Scores a tool call that has just ended. */
  public JsonNode score(ToolCase call) {
    return tools.evaluate(call);
  }

  /** Scores an answer and, once more, the calls behind it. Never throws; a judge may take time. */
  public Scores score(AnswerCase answer, CancelSignal signal) {
    Optional<ModelJudge.Verdict> verdict =
        judge == null ? Optional.empty() : judge.judge(answer, signal);
    ObjectNode scores = verdict.map(answers::judged).orElseGet(() -> answers.evaluate(answer));
    if (judge != null && verdict.isEmpty()) {
      scores.put("judge", "failed");
    }
    Map<CallId, JsonNode> calls = new LinkedHashMap<>();
    List<ToolCall> made = answer.calls();
    for (int i = 0; i < made.size(); i++) {
      @Nullable JsonNode known = made.get(i).evaluation();
      @Nullable JsonNode output = made.get(i).output();
      if (known != null && verdict.isPresent()) {
        calls.put(made.get(i).id(), tools.judged(known, verdict.get().tools().get(i)));
      } else if (known != null && output != null) {
        calls.put(made.get(i).id(), tools.withUse(known, output, answer.answer()));
      }
    }
    return new Scores(scores, calls);
  }
}
