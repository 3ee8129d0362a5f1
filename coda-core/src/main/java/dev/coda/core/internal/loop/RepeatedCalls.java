package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts how often a model requested the same call in a run: the same tool with equal input, in
 * which the order of fields does not matter. Thread-safe.
 */
final class RepeatedCalls {
  /** A run makes few calls, so that a list takes less than a map. */
  private final List<Call> asked = new ArrayList<>(2);

  /** Records a call and returns how often it has been requested so far. */
  synchronized int ask(String toolName, JsonNode input) {
    int hash = 31 * toolName.hashCode() + input.hashCode();
    for (Call call : asked) {
      if (call.hash == hash && call.toolName.equals(toolName) && call.input.equals(input)) {
        return ++call.times;
      }
    }
    asked.add(new Call(toolName, input, hash));
    return 1;
  }

  private static final class Call {
    private final String toolName;
    private final JsonNode input;
    private final int hash;
    private int times = 1;

    Call(String toolName, JsonNode input, int hash) {
      this.toolName = toolName;
      this.input = input;
      this.hash = hash;
    }
  }
}
