package dev.coda.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.CallId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.CodaAgent;
import dev.coda.core.tools.InputProblem;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.FieldError;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Calls a tool for a person, outside of any run. It passes the same gate as a model's call; who
 * names the tool and its exact input approves of them by that. Thread-safe.
 */
@Singleton
final class ToolCalls {
  private final CodaAgent agent;
  private final SingleCalls calls;
  private final IdSource ids;

  ToolCalls(CodaAgent agent, SingleCalls calls, IdSource ids) {
    this.agent = agent;
    this.calls = calls;
    this.ids = ids;
  }

  ExecutionView call(UserId user, String name, JsonNode given) {
    RegisteredTool tool =
        agent
            .toolRegistry()
            .find(name)
            .orElseThrow(() -> ProblemException.notFound("Tool " + name));
    refuseDenied(user, tool);
    RegisteredTool.ReadInput read = tool.read(given);
    if (!read.problems().isEmpty()) {
      throw ProblemException.invalid(read.problems().stream().map(ToolCalls::error).toList());
    }
    CallId call = CallId.next(ids);
    long start = System.nanoTime();
    ToolResult result =
        calls.run(user, tool, call, read.input(), CancelSignal.create(), (message, percent) -> {});
    return ExecutionView.of(call, name, result, Duration.ofNanos(System.nanoTime() - start));
  }

  private void refuseDenied(UserId user, RegisteredTool tool) {
    if (calls.permissions(user).apply(tool) == ToolPermission.DENY) {
      throw ProblemException.of(
          ErrorCode.FORBIDDEN, "Tool %s may not run.".formatted(tool.spec().name()));
    }
  }

  /** Writes a JSON pointer as this API writes places: {@code input.parts[0].text}. */
  private static FieldError error(InputProblem problem) {
    String path =
        problem.path().equals("/")
            ? ""
            : problem.path().replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    return new FieldError("input" + path, problem.message());
  }
}
