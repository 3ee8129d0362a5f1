package dev.coda.server.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.MessageId;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionLimits;
import dev.coda.server.http.FieldError;
import dev.coda.server.http.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON merge patch (RFC 7396) of a session: a field that is there is set, null clears it,
 * and the members of metadata are merged at every depth. Confined to one thread at a time.
 */
final class SessionPatch {
  private final SessionChange change = SessionChange.create();
  private final List<FieldError> errors = new ArrayList<>();

  private SessionPatch() {}

  /** Returns the change, or ends the request with every field that is wrong. */
  static SessionChange read(ObjectNode patch) {
    SessionPatch reader = new SessionPatch();
    patch.properties().forEach(field -> reader.read(field.getKey(), field.getValue()));
    if (!reader.errors.isEmpty()) {
      throw ProblemException.invalid(reader.errors);
    }
    return reader.change;
  }

  private void read(String field, JsonNode value) {
    switch (field) {
      case "title" -> change.title(text(field, value, SessionLimits.TITLE));
      case "model_provider" ->
          change.modelProvider(text(field, value, SessionLimits.MODEL_PROVIDER));
      case "model_name" -> change.modelName(text(field, value, SessionLimits.MODEL_NAME));
      case "system_prompt" -> change.systemPrompt(text(field, value, SessionLimits.SYSTEM_PROMPT));
      case "metadata" -> metadata(field, value);
      case "head_message_id" -> change.headMessageId(messageId(field, value));
      default -> errors.add(new FieldError(field, "is unknown or cannot be changed"));
    }
  }

  private @Nullable String text(String field, JsonNode value, int max) {
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isBlank() || value.textValue().length() > max) {
      errors.add(
          new FieldError(
              field, "must be a text that is not blank, of at most " + max + " characters"));
      return null;
    }
    return value.textValue();
  }

  private void metadata(String field, JsonNode value) {
    if (value.isNull()) {
      change.metadata(null);
    } else if (value instanceof ObjectNode members) {
      change.mergeMetadata(members);
    } else {
      errors.add(new FieldError(field, "must be an object"));
    }
  }

  private @Nullable MessageId messageId(String field, JsonNode value) {
    try {
      return MessageId.of(value.asText());
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError(field, "must be the id of a message"));
      return null;
    }
  }
}
