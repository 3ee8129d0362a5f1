package dev.coda.bridge.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.bridge.http.OneLine;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Calls one server. Whatever it does, or whether it is there at all, the result is a value. */
final class ToolCaller {
  /** How long a call waits for a server that is just being reconnected. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage");
  private static final int INVALID_PARAMS = -32602;
  static final int METHOD_NOT_FOUND = -32601;
  private static final int MESSAGE_CHARACTERS = 500;

  private final ServerEntry entry;
  private final ServerLink link;

  ToolCaller(ServerEntry entry, ServerLink link) {
    this.entry = entry;
    this.link = link;
  }

  /** Calls a tool by the server's own name for it. */
  ToolResult call(String name, String tool, JsonNode input, ToolContext context)
      throws InterruptedException {
    return attempt(
        name,
        context,
        connection -> {
          var request =
              McpSchema.CallToolRequest.builder(tool)
                  .arguments(JsonMaps.of(input))
                  .meta(trace(context));
          return ResultReader.toolResult(
              name, JsonMaps.tree(connection.call(request, context, entry.timeout())));
        });
  }

  /** Returns what the protocol reserves for traces, in a map that takes more. */
  private static Map<String, Object> trace(ToolContext context) {
    Map<String, Object> trace = new HashMap<>(context.headers());
    trace.keySet().retainAll(TRACE);
    return trace;
  }

  /** Requests something that is not a tool, and returns the answer unchanged. */
  <T> ToolResult ask(String name, Function<McpAsyncClient, Mono<T>> request, ToolContext context)
      throws InterruptedException {
    return attempt(
        name,
        context,
        connection ->
            ResultReader.plain(JsonMaps.tree(connection.ask(request, context, entry.timeout()))));
  }

  private interface Asked {
    ToolResult on(Connection connection) throws IOException, TimeoutException, InterruptedException;
  }

  private ToolResult attempt(String name, ToolContext context, Asked asked)
      throws InterruptedException {
    @Nullable Connection failed = null;
    while (true) {
      Connection connection;
      try {
        connection = link.connection(context.userId(), PATIENCE, failed);
      } catch (SignInRequiredException e) {
        return signInRequired();
      } catch (HttpRefusalException e) {
        return refused(name, e);
      } catch (IOException | TimeoutException | McpError e) {
        return unavailable(name, "cannot be reached at present", e.toString());
      }
      if (connection == null) {
        return unavailable(name, "cannot be reached at present", link.status().problem());
      }
      try {
        return asked.on(connection);
      } catch (NotDeliveredException | ConnectException e) {
        if (failed != null) {
          return unavailable(name, "cannot be reached at present", e.toString());
        }
        failed = connection;
      } catch (SignInRequiredException e) {
        if (connection.isOfUser()) {
          return signInRequired();
        }
        // The server has not required a sign-in until now, and the user may be signed in already.
        link.requireSignIn();
      } catch (HttpRefusalException e) {
        return refused(name, e);
      } catch (IOException e) {
        return unavailable(
            name, "was lost during the call; whether it took effect is unknown", e.toString());
      } catch (TimeoutException e) {
        return ToolResult.error(
            FailureKind.TOOL_TIMEOUT, name + " did not answer in time.", entry.name());
      } catch (CancellationException e) {
        return ToolResult.error(FailureKind.CANCELLED, "The run was cancelled during this call.");
      } catch (McpError e) {
        return refused(name, e);
      }
    }
  }

  private ToolResult signInRequired() {
    return ToolResult.signInRequired(link.signIn());
  }

  private ToolResult unavailable(String name, String what, @Nullable String detail) {
    return ToolResult.error(
        FailureKind.TOOL_UNAVAILABLE,
        "The server '%s' of %s %s.".formatted(entry.name(), name, what),
        detail);
  }

  private static ToolResult refused(String name, HttpRefusalException refusal) {
    boolean unknown = refusal.status() >= 500 && refusal.status() != 503;
    FailureKind kind =
        switch (refusal.status()) {
          case 429, 502, 503, 504, 307, 308, 301, 302 -> FailureKind.TOOL_UNAVAILABLE;
          default -> FailureKind.TOOL_FAILED;
        };
    String meaning =
        switch (refusal.status()) {
          case 401 -> " The server wants other credentials than it is given.";
          case 403 -> " The credentials that it is given do not permit this.";
          case 429 -> " It takes no more calls for now.";
          default -> unknown ? " Whether the call took effect is unknown." : "";
        };
    return ToolResult.error(
        kind, "The server of %s %s.%s".formatted(name, refusal.getMessage(), meaning));
  }

  private static ToolResult refused(String name, McpError error) {
    var answer = error.getJsonRpcError();
    int code = answer == null ? 0 : answer.code();
    FailureKind kind =
        switch (code) {
          case INVALID_PARAMS -> FailureKind.TOOL_INPUT_INVALID;
          case METHOD_NOT_FOUND -> FailureKind.TOOL_NOT_FOUND;
          default -> FailureKind.TOOL_FAILED;
        };
    String said = answer == null ? error.getMessage() : answer.message();
    String line = OneLine.of(String.valueOf(said), MESSAGE_CHARACTERS);
    return ToolResult.error(kind, name + " refused the call: " + line, "code " + code);
  }
}
