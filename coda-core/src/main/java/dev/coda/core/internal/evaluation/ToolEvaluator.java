package dev.coda.core.internal.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CompactJson;
import dev.coda.api.error.FailureKind;
import java.util.List;

/**
 * Scores a tool call by rules: whether the arguments match the schema, whether the call is related
 * to the request, whether it succeeded, how fast it was and, after the answer, whether the answer
 * contains its output. The score is the mean of the known parts, from 0 to 1. Thread-safe.
 */
public final class ToolEvaluator {
  private static final double FAST_MS = 1_000;
  private static final double SLOW_MS = 30_000;
  private static final int SHORT = 40;
  private static final String APPROPRIATE = "appropriate";
  private static final String USED = "output_used";
  private static final List<String> PARTS =
      List.of("arguments_valid", APPROPRIATE, "succeeded", "latency_score", USED);

  /** Scores a call that has just ended. */
  public ObjectNode evaluate(ToolCase call) {
    ObjectNode scores = CompactJson.object(PARTS.size() + 1);
    scores.put("evaluator", "rules");
    scores.put("arguments_valid", call.argumentsValid());
    if (!call.request().isBlank()) {
      scores.put(APPROPRIATE, appropriate(call));
    }
    scores.put("succeeded", call.result().isOk());
    scores.put("latency_score", round(latencyScore(call.took().toMillis())));
    return withScore(scores);
  }

  /** Adds whether the answer uses what a call returned, now that there is an answer. */
  public ObjectNode withUse(JsonNode scores, JsonNode output, String answer) {
    ObjectNode more = CompactJson.copy(scores, 1);
    more.put(USED, uses(output, answer) ? 1.0 : 0.0);
    return withScore(more);
  }

  /** Replaces the guesses of the rules with a judge's scores. */
  ObjectNode judged(JsonNode scores, ModelJudge.ToolVerdict verdict) {
    ObjectNode more = scores.deepCopy();
    more.put("evaluator", "model");
    more.put(APPROPRIATE, round(verdict.appropriate()));
    more.put(USED, round(verdict.used()));
    return withScore(more);
  }

  /** Returns whether an answer holds a number of the output, or two words, or all there are. */
  static boolean uses(JsonNode output, String answer) {
    String text = ReadText.of(output);
    TermSet numbers = Numbers.in(text);
    if (numbers.size() > 0 && numbers.countIn(Numbers.in(answer)) > 0) {
      return true;
    }
    TermSet words = Words.in(text);
    int shared = words.size() == 0 ? 0 : words.countIn(Words.in(answer));
    if (shared > 0 && shared >= Math.min(2, words.size())) {
      return true;
    }
    String whole = text.strip();
    return !whole.isEmpty() && whole.length() <= SHORT && answer.contains(whole);
  }

  static double round(double score) {
    return Math.round(score * 100) / 100.0;
  }

  /** Common words prove that a call is related to a request; different words prove nothing. */
  private static double appropriate(ToolCase call) {
    if (call.result().failure() == FailureKind.TOOL_NOT_FOUND) {
      return 0;
    }
    String input = ReadText.of(call.input());
    return sharesWords(call, input) || sharesNumbers(call.request(), input) ? 1 : 0.5;
  }

  private static boolean sharesWords(ToolCase call, String input) {
    TermSet asked = Words.in(call.request());
    return asked.size() > 0
        && (asked.countIn(Words.in(call.toolName())) > 0
            || asked.countIn(Words.in(call.description())) > 0
            || asked.countIn(Words.in(input)) > 0);
  }

  private static boolean sharesNumbers(String request, String input) {
    TermSet asked = Numbers.in(request);
    return asked.size() > 0 && asked.countIn(Numbers.in(input)) > 0;
  }

  private static ObjectNode withScore(ObjectNode scores) {
    double sum = 0;
    int count = 0;
    for (String part : PARTS) {
      JsonNode value = scores.get(part);
      if (value != null) {
        sum += value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
        count++;
      }
    }
    return scores.put("score", round(sum / count));
  }

  /** 1 up to a second, 0 from half a minute on, logarithmic in between. */
  private static double latencyScore(long millis) {
    if (millis <= FAST_MS) {
      return 1;
    }
    return Math.max(0, 1 - Math.log(millis / FAST_MS) / Math.log(SLOW_MS / FAST_MS));
  }
}
