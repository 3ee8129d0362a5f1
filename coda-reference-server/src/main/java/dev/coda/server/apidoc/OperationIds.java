package dev.coda.server.apidoc;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names operations for clients that are generated: a verb, and what it is done to. */
final class OperationIds {
  private static final String BASE = "/api/v1";

  /** Operations whose addresses do not say what they do. */
  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("GET /auth/me", "getCurrentUser"),
          Map.entry("POST /auth/me/delete", "deleteAccount"),
          Map.entry("POST /auth/login", "login"),
          Map.entry("POST /auth/logout", "logout"),
          Map.entry("POST /auth/refresh", "refreshTokens"),
          Map.entry("POST /auth/register", "register"),
          Map.entry("POST /chat/stream", "streamChat"),
          Map.entry("POST /sessions/{id}/messages", "sendMessage"),
          Map.entry("POST /sessions/{id}/attachments", "uploadAttachment"),
          Map.entry("POST /sessions/{id}/shares", "shareSession"),
          Map.entry("GET /sessions/{id}/shares", "listSessionShares"),
          Map.entry("DELETE /shares/{id}", "revokeShare"),
          Map.entry("GET /shared/{token}", "getSharedSession"),
          Map.entry("GET /runs/{id}/events", "streamRunEvents"),
          Map.entry("POST /runs/{id}/approvals/{callId}", "decideApproval"),
          Map.entry("GET /settings", "getSettings"),
          Map.entry("PATCH /settings", "updateSettings"),
          Map.entry("GET /settings/tokens", "listTokens"),
          Map.entry("POST /settings/tokens", "createToken"),
          Map.entry("DELETE /settings/tokens/{id}", "revokeToken"),
          Map.entry("POST /settings/api-keys", "putApiKey"),
          Map.entry("DELETE /settings/api-keys/{provider}", "deleteApiKey"),
          Map.entry("GET /mcp-servers/{name}/sign-in", "signInToMcpServer"),
          Map.entry("DELETE /mcp-servers/{name}/sign-in", "signOutOfMcpServer"),
          Map.entry("POST /agui", "runAgent"),
          Map.entry("POST /ai/chat", "continueChat"),
          Map.entry("GET /ai/chat/{id}/stream", "resumeChat"),
          Map.entry("POST /v1/chat/completions", "createChatCompletion"),
          Map.entry("GET /v1/models", "listCompletionModels"),
          Map.entry("POST /v1/responses", "createResponse"),
          Map.entry("POST /v1/responses/{id}/cancel", "cancelResponse"),
          Map.entry("POST /mcp", "sendMcpMessage"),
          Map.entry("DELETE /mcp", "endMcpSession"));

  private static final Map<String, String> VERBS =
      Map.of(
          "get", "get", "post", "create", "patch", "update", "put", "replace", "delete", "delete");

  private OperationIds() {}

  /**
   * Returns the id of an operation.
   *
   * @param method in lower case
   * @param path as the document has it
   */
  static String of(String method, String path) {
    String address = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
    String named = NAMED.get(method.toUpperCase(Locale.ROOT) + " " + address);
    if (named != null) {
      return named;
    }
    String[] parts = address.substring(1).split("/", -1);
    String last = parts[parts.length - 1];
    boolean ofOne = last.startsWith("{");
    if (method.equals("post") && parts.length > 1 && !ofOne) {
      // The last part is what is done to the thing before it.
      return last + singular(words(parts[0]));
    }
    if (ofOne) {
      return verb(method) + singular(words(parts[parts.length - 2]));
    }
    String noun = nouns(parts);
    if (method.equals("get")) {
      return (last.endsWith("s") ? "list" : "get") + noun;
    }
    return verb(method) + singular(noun);
  }

  private static String verb(String method) {
    return VERBS.getOrDefault(method, method);
  }

  /** Returns what an address without the parts that vary is about. */
  private static String nouns(String[] parts) {
    if (parts.length > 2 && parts[1].startsWith("{")) {
      return words(parts[parts.length - 1]);
    }
    return Stream.of(parts)
        .filter(part -> !part.startsWith("{"))
        .map(OperationIds::words)
        .collect(Collectors.joining());
  }

  private static String words(String part) {
    return Stream.of(part.split("[-.]", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static String singular(String noun) {
    return noun.endsWith("s") ? noun.substring(0, noun.length() - 1) : noun;
  }
}
