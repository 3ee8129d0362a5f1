package dev.coda.server.chat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.tool.ToolPermission;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Translates what a client asks for into what the agent understands. Thread-safe. */
@Singleton
class RunRequests {
  private final Agent agent;
  private final ModelChoice models;
  private final AskedLimits limits;

  RunRequests(Agent agent, ModelChoice models, AskedLimits limits) {
    this.agent = agent;
    this.models = models;
    this.limits = limits;
  }

  /** Refuses at once what the fields alone show to be wrong, before anything is stored. */
  void check(ChatRequest request, UserId user) {
    if (request.content() == null && request.parentId() == null) {
      throw ProblemException.invalid(
          "content", "is required, unless parent_id names a user message to answer again");
    }
    if (request.parentId() != null && request.sessionId() == null) {
      throw ProblemException.invalid("session_id", "is required together with parent_id");
    }
    models.read(user, request.modelProvider(), request.modelName());
    limits.read(request.limits());
    if (request.tools() != null) {
      checkTools("tools", request.tools());
    }
    if (request.toolPermissions() != null) {
      checkTools("tool_permissions", request.toolPermissions().keySet());
      request.toolPermissions().forEach(RunRequests::checkPermission);
    }
  }

  /** Returns the run of a checked request; of all with the same key, one is run. */
  RunRequest translate(ChatRequest request, UserId user, SessionId session, @Nullable UUID key) {
    RunRequest.Builder run =
        RunRequest.builder(session)
            .userId(user)
            .parentId(request.parentId() == null ? null : new MessageId(request.parentId()))
            .model(models.read(user, request.modelProvider(), request.modelName()))
            .tools(request.tools() == null ? null : Set.copyOf(new HashSet<>(request.tools())))
            .toolPermissions(Objects.requireNonNullElse(request.toolPermissions(), Map.of()))
            .limits(limits.read(request.limits()))
            .idempotencyKey(key == null ? null : key.toString())
            .onConflict(
                "queue".equals(request.onConflict())
                    ? ConflictPolicy.QUEUE
                    : ConflictPolicy.REJECT);
    if (request.content() != null) {
      run.text(request.content());
    }
    return run.build();
  }

  /** Returns the run of another protocol's request; of all with the same key, one is run. */
  RunRequest complete(RunRequest.Builder run, UserId user, @Nullable UUID key) {
    return run.userId(user)
        .limits(limits.read(null))
        .idempotencyKey(key == null ? null : key.toString())
        .build();
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
}
