package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.message.ToolCall;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores tool calls and answers: by rules, and by a judge if there is one. Thread-safe. */
public final class Evaluation {
  private final ToolEvaluator tools = new ToolEvaluator();
  private final AnswerEvaluator answers = new AnswerEvaluator();
  private final @Nullable ModelJudge judge;

  private Evaluation(@Nullable ModelJudge judge) {
    this.judge = judge;
  }

  /** Scores only by rules. */
  public static Evaluation byRules() {
    return new Evaluation(null);
  }

  /** Scores by a judge, and by rules if it fails. */
  public static Evaluation by(ModelJudge judge) {
    return new Evaluation(judge);
  }

  /**
   * The scores of an answer and of its tool calls. Immutable.
   *
   * @param calls one for each call of the answer, in their order; null if nothing new is known
   */
  public record Scores(JsonNode answer, List<@Nullable JsonNode> calls) {}

  /** Scores a tool call that has just ended. */
  public JsonNode score(ToolCase call) {
    return tools.evaluate(call);
  }

  /** Scores an answer and, once more, its tool calls. Never throws; a judge may take time. */
  public Scores score(AnswerCase answer, CancelSignal signal) {
    Optional<ModelJudge.Verdict> verdict =
        judge == null ? Optional.empty() : judge.judge(answer, signal);
    ObjectNode scores =
        verdict.isPresent() ? answers.judged(verdict.get()) : answers.evaluate(answer);
    if (judge != null && verdict.isEmpty()) {
      scores.put("judge", "failed");
    }
    @Nullable JsonNode[] calls = new JsonNode[answer.calls().size()];
    for (int i = 0; i < calls.length; i++) {
      ToolCall made = answer.calls().get(i);
      JsonNode known = made.evaluation();
      JsonNode output = made.output();
      if (known != null && verdict.isPresent()) {
        calls[i] = tools.judged(known, verdict.get().tools().get(i));
      } else if (known != null && output != null) {
        calls[i] = tools.withUse(known, output, answer.answer());
      }
    }
    return new Scores(scores, Arrays.asList(calls));
  }
}
