package dev.coda.server.chat;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.ConflictPolicy;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.model.ModelRef;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.history.Branches;
import dev.coda.server.agent.ModelChoice;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
  private final RequestedLimits limits;
  private final Branches branches;
  private final MessageContent content;

  RunRequests(
      Agent agent,
      ModelChoice models,
      RequestedLimits limits,
      Branches branches,
      MessageContent content) {
    this.agent = agent;
    this.models = models;
    this.limits = limits;
    this.branches = branches;
    this.content = content;
  }

  /** Refuses at once what the fields alone show to be wrong, before anything is stored. */
  void check(ChatRequest request, UserId user) {
    checkPlace(request);
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
    ModelRef model = models.read(user, request.modelProvider(), request.modelName());
    return RunRequest.builder(session)
        .userId(user)
        .content(content.read(request, user, session, model))
        .parentId(parent(request, user, session))
        .editOf(request.editOf() == null ? null : new MessageId(request.editOf()))
        .model(model)
        .tools(request.tools() == null ? null : Set.copyOf(new HashSet<>(request.tools())))
        .toolPermissions(Objects.requireNonNullElse(request.toolPermissions(), Map.of()))
        .limits(limits.read(request.limits()))
        .idempotencyKey(key == null ? null : key.toString())
        .onConflict(
            "queue".equals(request.onConflict()) ? ConflictPolicy.QUEUE : ConflictPolicy.REJECT)
        .build();
  }

  /** Returns the run of another protocol's request; of all with the same key, one is run. */
  RunRequest complete(RunRequest.Builder run, UserId user, @Nullable UUID key) {
    if (key != null) {
      run.idempotencyKey(key.toString());
    }
    return run.userId(user).limits(limits.read(null)).build();
  }

  private static void checkPlace(ChatRequest request) {
    List<String> given = new ArrayList<>();
    if (request.parentId() != null) {
      given.add("parent_id");
    }
    if (request.editOf() != null) {
      given.add("edit_of");
    }
    if (request.answerAgain() != null) {
      given.add("answer_again");
    }
    if (given.size() > 1) {
      throw ProblemException.invalid(given.get(1), "must not be given beside " + given.get(0));
    }
    if (request.attaches()) {
      given.add("attachments");
    }
    if (!given.isEmpty() && request.sessionId() == null) {
      throw ProblemException.invalid("session_id", "is required together with " + given.get(0));
    }
    if (request.content() == null
        && !request.attaches()
        && (given.isEmpty() || request.editOf() != null)) {
      throw ProblemException.invalid(
          "content", "is required, unless parent_id or answer_again says what to answer again");
    }
    if (request.answerAgain() != null && (request.content() != null || request.attaches())) {
      throw ProblemException.invalid(
          request.content() == null ? "attachments" : "content",
          "must not be given beside answer_again");
    }
  }

  /** Returns the message to continue from; null for the session's head. */
  private @Nullable MessageId parent(ChatRequest request, UserId user, SessionId session) {
    UUID answer = request.answerAgain();
    if (answer == null) {
      return request.parentId() == null ? null : new MessageId(request.parentId());
    }
    Message question;
    try {
      question = branches.question(user, new MessageId(answer));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("answer_again", "must be an answer to a message of the user");
    } catch (StoreException e) {
      throw RunProblems.explain(e);
    }
    if (!question.sessionId().equals(session)) {
      throw ProblemException.notFound("Message " + answer);
    }
    return question.id();
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
