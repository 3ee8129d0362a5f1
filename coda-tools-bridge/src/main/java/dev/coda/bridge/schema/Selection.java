package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * The operations that become tools: those that are named, or all if none is named, without those
 * that are excluded. Confined to one thread at a time.
 */
record Selection(OperationFilter wanted, OperationFilter excluded) {
  /** Selects everything. */
  static Selection all() {
    return of(MissingNode.getInstance(), MissingNode.getInstance());
  }

  static Selection of(JsonNode wanted, JsonNode excluded) {
    return new Selection(OperationFilter.of(wanted), OperationFilter.of(excluded));
  }

  static Selection of(List<String> wanted, List<String> excluded) {
    return new Selection(new OperationFilter(wanted), new OperationFilter(excluded));
  }

  boolean selects(String method, String path, JsonNode operation) {
    boolean listed = wanted.matches(method, path, operation);
    return (wanted.isEmpty() || listed) && !excluded.matches(method, path, operation);
  }
}
