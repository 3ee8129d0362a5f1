package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CleanText;
import dev.coda.api.content.CodaJson;
import dev.coda.api.tool.ToolContext;
import dev.coda.bridge.http.OneLine;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The active calls of one connection, to which progress and questions belong. */
final class ActiveCalls {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveCalls.class);
  private static final int PROGRESS_CHARACTERS = 200;
  private static final int QUESTION_CHARACTERS = 64 * 1024;

  private final String server;
  private final @Nullable McpElicitation elicitation;
  private final Map<String, ToolContext> contexts = new ConcurrentHashMap<>();

  ActiveCalls(String server, @Nullable McpElicitation elicitation) {
    this.server = server;
    this.elicitation = elicitation;
  }

  void add(String token, ToolContext context) {
    contexts.put(token, context);
  }

  void remove(String token) {
    contexts.remove(token);
  }

  void progressed(McpSchema.ProgressNotification progress) {
    ToolContext context = contexts.get(String.valueOf(progress.progressToken()));
    if (context == null) {
      return;
    }
    Integer percent = percent(progress.progress(), progress.total());
    String said = progress.message();
    String message =
        said != null && !said.isBlank()
            ? OneLine.of(said, PROGRESS_CHARACTERS)
            : percent == null ? "Working" : percent + " %";
    context.progress().report(message, percent);
  }

  /** Returns whether a user can be asked. */
  boolean canAsk() {
    return elicitation != null;
  }

  /** Asks the user. A server with several active calls does not report which of them asks. */
  McpSchema.ElicitResult answer(McpSchema.ElicitFormRequest request) {
    List<ToolContext> candidates = List.copyOf(contexts.values());
    if (elicitation == null || candidates.size() != 1) {
      LOG.info("MCP server {} asked the user outside of a single call; declined.", server);
      return result(McpSchema.ElicitResult.Action.DECLINE, null);
    }
    JsonNode schema = CodaJson.mapper().valueToTree(request.requestedSchema());
    String message = CleanText.clean(request.message());
    if (message.length() + schema.toString().length() > QUESTION_CHARACTERS) {
      LOG.info("MCP server {} asked more than anybody would read; declined.", server);
      return result(McpSchema.ElicitResult.Action.DECLINE, null);
    }
    ToolContext context = candidates.get(0);
    return elicitation
        .answer(new McpQuestion(server, message, schema, context))
        .map(fields -> result(McpSchema.ElicitResult.Action.ACCEPT, JsonMaps.of(fields)))
        .orElseGet(() -> result(unanswered(context), null));
  }

  private static McpSchema.ElicitResult.Action unanswered(ToolContext context) {
    boolean over =
        context.cancelSignal().isCancelled() || !Instant.now().isBefore(context.deadline());
    return over ? McpSchema.ElicitResult.Action.CANCEL : McpSchema.ElicitResult.Action.DECLINE;
  }

  private static McpSchema.ElicitResult result(
      McpSchema.ElicitResult.Action action, @Nullable Map<String, Object> content) {
    return new McpSchema.ElicitResult(action, content);
  }

  private static @Nullable Integer percent(@Nullable Double done, @Nullable Double total) {
    if (done == null || total == null || total <= 0) {
      return null;
    }
    return (int) Math.max(0, Math.min(100, Math.round(100 * done / total)));
  }
}
