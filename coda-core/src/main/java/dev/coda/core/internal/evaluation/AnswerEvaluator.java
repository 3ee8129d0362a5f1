package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CompactJson;
import dev.coda.api.message.ToolCall;

/**
 * Scores an answer by rules: whether its numbers are in the tools' results or the request, and
 * whether it is complete. The score is the mean of the known parts, from 0 to 1. Thread-safe.
 */
public final class AnswerEvaluator {

  /**
   * Scores an answer. If no tool returned a result, there is no score for whether the answer is
   * grounded.
   */
  public ObjectNode evaluate(AnswerCase answer) {
    double complete = complete(answer);
    ObjectNode scores = CompactJson.object(4);
    scores.put("evaluator", "rules");
    scores.put("complete", complete);
    if (!answer.hasResults()) {
      return scores.put("score", complete);
    }
    double grounded = grounded(answer);
    scores.put("grounded", ToolEvaluator.round(grounded));
    return scores.put("score", ToolEvaluator.round((complete + grounded) / 2));
  }

  ObjectNode judged(ModelJudge.Verdict verdict) {
    ObjectNode scores = JsonNodeFactory.instance.objectNode();
    scores.put("evaluator", "model");
    scores.put("complete", ToolEvaluator.round(verdict.complete()));
    scores.put("grounded", ToolEvaluator.round(verdict.grounded()));
    scores.put("score", ToolEvaluator.round((verdict.complete() + verdict.grounded()) / 2));
    if (!verdict.reason().isBlank()) {
      scores.put("reason", verdict.reason());
    }
    return scores;
  }

  private static double complete(AnswerCase answer) {
    if (answer.answer().isBlank()) {
      return 0;
    }
    return answer.finishReason().equals("stop") ? 1 : 0.5;
  }

  /** The share of its numbers that come from somewhere; without any, whether a result is used. */
  private static double grounded(AnswerCase answer) {
    TermSet claimed = Numbers.in(answer.answer());
    int claims = claimed.size();
    if (claims == 0) {
      return usesResult(answer) ? 1 : 0;
    }
    for (ToolCall call : answer.calls()) {
      JsonNode result = AnswerCase.result(call);
      if (result != null) {
        remove(result, claimed);
        remove(call.input(), claimed);
      }
    }
    if (claimed.size() > 0) {
      claimed.removeAll(Numbers.in(answer.request()));
    }
    return (claims - claimed.size()) / (double) claims;
  }

  /** Removes the numbers that a value contains; a value is not read once all are removed. */
  private static void remove(JsonNode source, TermSet claimed) {
    if (claimed.size() > 0) {
      claimed.removeAll(Numbers.in(ReadText.of(source)));
    }
  }

  private static boolean usesResult(AnswerCase answer) {
    for (ToolCall call : answer.calls()) {
      JsonNode result = AnswerCase.result(call);
      if (result != null && ToolEvaluator.uses(result, answer.answer())) {
        return true;
      }
    }
    return false;
  }
}
