package dev.coda.server.chat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.AgentOptions;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Translates what a client asks for into what the agent understands. Thread-safe. */
@Singleton
class RunRequests {
  private final Agent agent;
  private final AgentOptions options;

  RunRequests(Agent agent, AgentOptions options) {
    this.agent = agent;
    this.options = options;
  }

  /** Refuses at once what the fields alone show to be wrong, before anything is stored. */
  void check(ChatRequest request) {
    if (request.content() == null && request.parentId() == null) {
      throw ProblemException.invalid(
          "content", "is required, unless parent_id names a user message to answer again");
    }
    if (request.parentId() != null && request.sessionId() == null) {
      throw ProblemException.invalid("session_id", "is required together with parent_id");
    }
    if ((request.modelProvider() == null) != (request.modelName() == null)) {
      String missing = request.modelName() == null ? "model_name" : "model_provider";
      throw ProblemException.invalid(missing, "is required, since the other half is given");
    }
    if (request.tools() != null) {
      checkTools("tools", request.tools());
    }
    if (request.toolPermissions() != null) {
      checkTools("tool_permissions", request.toolPermissions().keySet());
      request.toolPermissions().forEach(RunRequests::checkPermission);
    }
  }

  RunRequest translate(
      ChatRequest request, UserId user, SessionId session, @Nullable String idempotencyKey) {
    RunRequest.Builder run =
        RunRequest.builder(session)
            .userId(user)
            .parentId(request.parentId() == null ? null : new MessageId(request.parentId()))
            .model(model(request))
            .tools(request.tools() == null ? null : Set.copyOf(new HashSet<>(request.tools())))
            .toolPermissions(Objects.requireNonNullElse(request.toolPermissions(), Map.of()))
            .limits(limits(request.limits()))
            .idempotencyKey(idempotencyKey)
            .onConflict(
                "queue".equals(request.onConflict())
                    ? ConflictPolicy.QUEUE
                    : ConflictPolicy.REJECT);
    if (request.content() != null) {
      run.text(request.content());
    }
    return run.build();
  }

  private void checkTools(String field, Collection<String> names) {
    Set<String> known =
        agent.tools().stream().map(tool -> tool.spec().name()).collect(Collectors.toSet());
    for (String name : names) {
      if (!known.contains(name)) {
        throw ProblemException.invalid(field, "names a tool that does not exist: " + name);
      }
    }
  }

  /** JSON's null slips past the type. */
  private static void checkPermission(String tool, @Nullable ToolPermission permission) {
    if (permission == null) {
      throw ProblemException.invalid("tool_permissions." + tool, "must be allow, ask or deny");
    }
  }

  private static @Nullable ModelRef model(ChatRequest request) {
    if (request.modelProvider() == null || request.modelName() == null) {
      return null;
    }
    try {
      return new ModelRef(request.modelProvider(), request.modelName());
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("model_provider", "is not the name of a provider");
    }
  }

  private @Nullable RunLimits limits(ChatRequest.@Nullable Limits limits) {
    if (limits == null) {
      return null;
    }
    RunLimits.Builder builder = options.limits().toBuilder();
    if (limits.maxSteps() != null) {
      builder.maxSteps(limits.maxSteps());
    }
    if (limits.maxToolCalls() != null) {
      builder.maxToolCalls(limits.maxToolCalls());
    }
    if (limits.maxTokens() != null) {
      builder.maxTokens(limits.maxTokens());
    }
    if (limits.maxCostUsd() != null) {
      builder.maxCostUsd(new BigDecimal(limits.maxCostUsd()));
    }
    if (limits.timeoutMs() != null) {
      builder.timeout(Duration.ofMillis(limits.timeoutMs()));
    }
    return builder.build();
  }
}
