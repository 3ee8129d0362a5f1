package dev.coda.bridge.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionStore;
import dev.coda.api.tool.ToolContext;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Opens the sessions of inner runs, from which it determines the depth of a run. */
final class ChildSessions {
  private static final String MARK = "called_by";
  private static final int TITLE_LENGTH = 80;

  private final SessionStore sessions;
  private final Clock clock;

  ChildSessions(SessionStore sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Returns 0 for a run that no other run called. */
  int depth(ToolContext context) {
    return sessions
        .find(context.userId(), context.sessionId())
        .map(session -> session.metadata().path(MARK).path("depth").asInt())
        .orElse(0);
  }

  /** Opens the session of a call, or finds it if the call is a repeated one. */
  SessionId open(String tool, String task, int depth, ToolContext context) {
    SessionId id = new SessionId(context.callId().value());
    if (sessions.find(context.userId(), id).isPresent()) {
      return id;
    }
    ObjectNode origin = origin(tool, depth, path(context), context);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SessionChange named = SessionChange.create().title(title(tool, task)).metadata(origin);
    try {
      sessions.create(named.applyTo(Session.start(id, context.userId(), now), now));
    } catch (StoreException e) {
      if (e.kind() != FailureKind.CONFLICT) {
        throw e;
      }
    }
    return id;
  }

  private static String title(String tool, String task) {
    String line = tool + ": " + task.replaceAll("\\s+", " ").strip();
    if (line.codePointCount(0, line.length()) <= TITLE_LENGTH) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, TITLE_LENGTH - 1)) + "…";
  }

  /** Returns the calls that led to the calling run. */
  private JsonNode path(ToolContext context) {
    return sessions
        .find(context.userId(), context.sessionId())
        .map(session -> session.metadata().path(MARK).path("path"))
        .orElseGet(MissingNode::getInstance);
  }

  private static ObjectNode origin(String tool, int depth, JsonNode above, ToolContext context) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    ObjectNode mark = metadata.putObject(MARK);
    mark.put("session_id", context.sessionId().toString())
        .put("run_id", context.runId().toString())
        .put("call_id", context.callId().toString())
        .put("depth", depth);
    ArrayNode path = mark.putArray("path");
    above.forEach(call -> path.add(call.deepCopy()));
    path.addObject()
        .put("run_id", context.runId().toString())
        .put("call_id", context.callId().toString())
        .put("tool_name", tool);
    return metadata;
  }
}
