package dev.coda.core.loop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts how often a run was asked for the same call: the same tool with equal input, whatever the
 * order of its fields. Thread-safe.
 */
final class RepeatedCalls {
  private final Map<Call, Integer> asked = new ConcurrentHashMap<>();

  /** Notes a call and returns how often it has been asked for by now. */
  int ask(String toolName, JsonNode input) {
    return asked.merge(new Call(toolName, input), 1, Integer::sum);
  }

  private record Call(String toolName, JsonNode input) {}
}
