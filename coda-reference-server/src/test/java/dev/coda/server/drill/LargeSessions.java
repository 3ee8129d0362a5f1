package dev.coda.server.drill;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Bodies of requests that are as large as they may be, and larger. */
final class LargeSessions {
  private static final String FORMAT = "\"format\":\"coda.session\",\"version\":1";
  private static final String CREATED = "\"created_at\":\"2026-01-01T00:00:00Z\"";

  private LargeSessions() {}

  /** Returns the largest session that a request can make. */
  static String largest() {
    return "{\"title\": \"%s\", \"system_prompt\": \"%s\", \"metadata\": {\"a\": \"%s\"}}"
        .formatted("t".repeat(500), "語".repeat(100_000), "m".repeat(65_000));
  }

  /** Returns a chain of messages of half a megabyte each. */
  static String archive(int megabytes) {
    StringBuilder file = new StringBuilder("{" + FORMAT + ",\"messages\":[");
    // Long words: to index many short ones is PostgreSQL's work, and takes most of the time.
    String text = ("w".repeat(1_000) + " ").repeat(498);
    String parent = "";
    String id = "";
    for (int i = 0; i < megabytes * 2; i++) {
      id = UUID.randomUUID().toString();
      file.append(i == 0 ? "" : ",")
          .append(
              "{\"id\":\"%s\",%s\"role\":\"%s\",\"status\":\"complete\",%s,\"parts\":[{\"type\":\"text\",\"text\":\""
                  .formatted(id, parent, i % 2 == 0 ? "user" : "assistant", CREATED))
          .append(text)
          .append("\"}]}");
      parent = "\"parent_id\":\"" + id + "\",";
    }
    return file.append("],\"session\":{\"head_message_id\":\"")
        .append(id)
        .append("\"}}")
        .toString();
  }

  /** Returns a session with one answer of 17 MiB. */
  static String largestMessage() {
    String part = "{\"type\":\"text\",\"text\":\"" + "x".repeat(1 << 20) + "\"}";
    String id = UUID.randomUUID().toString();
    return "{%s,\"session\":{\"head_message_id\":\"%s\"},\"messages\":[%s]}"
        .formatted(FORMAT, id, message(id, "assistant", (part + ",").repeat(16) + part));
  }

  /** Returns imports that are refused, with the status of each. */
  static Map<String, Integer> hostile() {
    String id = UUID.randomUUID().toString();
    String long600k = "x".repeat(600_000);
    Map<String, Integer> imports = new LinkedHashMap<>();
    imports.put(session("\"title\":\"" + "t".repeat(1 << 20) + "\""), 400);
    imports.put(session("\"system_prompt\":\"" + "p".repeat(5 << 20) + "\""), 400);
    imports.put(session("\"model_name\":\"" + "n".repeat(100_000) + "\""), 400);
    imports.put(session("\"metadata\":{\"a\":\"" + "m".repeat(1 << 20) + "\"}"), 400);
    imports.put(session("\"metadata\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)), 400);
    imports.put("[".repeat(1 << 20), 400);
    imports.put(session("\"metadata\":{\"a\":" + "9".repeat(1 << 20) + "}"), 400);
    imports.put(
        "{%s,\"session\":{},\"messages\":[%s]}"
            .formatted(
                FORMAT, message(id, "user", "{\"type\":\"text\",\"text\":\"" + long600k + "\"}")),
        400);
    imports.put(session("\"title\":\"a\"") + " ".repeat(66 << 20), 413);
    return imports;
  }

  private static String session(String field) {
    return "{" + FORMAT + ",\"session\":{" + field + "},\"messages\":[]}";
  }

  private static String message(String id, String role, String parts) {
    return "{\"id\":\"%s\",\"role\":\"%s\",\"status\":\"complete\",%s,\"parts\":[%s]}"
        .formatted(id, role, CREATED, parts);
  }
}
