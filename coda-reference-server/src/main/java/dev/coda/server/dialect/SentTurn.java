package dev.coda.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.tool.ClientTool;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn that a client of another protocol requests. Immutable.
 *
 * @param model a model or route, with or without its provider; null for the session's
 * @param instructions the system prompt of a new session; null for the server's
 * @param history the earlier messages, oldest first
 * @param content the user's text, or the results of calls that were left to the client
 * @param withTools whether the server's own tools may be used
 * @param responseSchema the JSON Schema of the answer; null for free text
 */
public record SentTurn(
    @Nullable String model,
    @Nullable String instructions,
    List<SentMessage> history,
    List<Part> content,
    boolean withTools,
    List<ClientTool> clientTools,
    ChatRequestParameters parameters,
    @Nullable JsonNode responseSchema) {
  /** Copies the lists. */
  public SentTurn {
    history = List.copyOf(history);
    content = List.copyOf(content);
    clientTools = List.copyOf(clientTools);
  }
}
