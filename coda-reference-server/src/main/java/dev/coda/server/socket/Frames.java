package dev.coda.server.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import dev.coda.server.http.ProblemException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what clients send over a WebSocket, and writes the answers. Thread-safe. */
@Singleton
final class Frames {
  private final ObjectMapper json;
  private final Validator validator;

  Frames(ObjectMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /**
   * Reads a frame as JSON.
   *
   * @throws ProblemException if it is not valid JSON, or not an object
   */
  JsonNode tree(String text) {
    try {
      JsonNode tree = json.readTree(text);
      if (!tree.isObject()) {
        throw ProblemException.invalid("frame", "must be a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw ProblemException.invalid("frame", "is not valid JSON");
    }
  }

  /**
   * Reads a frame.
   *
   * @throws ProblemException if a field is missing, unknown or wrong
   */
  ClientFrame read(JsonNode tree) {
    ClientFrame frame;
    try {
      frame = json.treeToValue(tree, ClientFrame.class);
    } catch (InvalidTypeIdException e) {
      throw ProblemException.invalid(
          "type", "must be one of message, cancel, approve, attach, ping");
    } catch (JsonProcessingException e) {
      throw ProblemException.ofJson(e);
    }
    Set<ConstraintViolation<ClientFrame>> violations = validator.validate(frame);
    if (!violations.isEmpty()) {
      throw ProblemException.from(new ConstraintViolationException(violations));
    }
    return frame;
  }

  /** Returns a frame as UTF-8 JSON. */
  byte[] write(ServerFrame frame) {
    try {
      return json.writeValueAsBytes(frame);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a frame could not be written", e);
    }
  }

  /**
   * Returns what tells a client why its frame was not carried out.
   *
   * @param frame as far as it could be read; null if it could not
   */
  static ServerFrame.Failed failed(Throwable failure, @Nullable JsonNode frame) {
    ProblemException problem = ProblemException.from(failure);
    JsonNode id = frame == null ? null : frame.get("request_id");
    return new ServerFrame.Failed(
        problem.code(),
        String.valueOf(problem.getMessage()),
        id != null && id.isTextual() && id.textValue().length() <= ClientFrame.LONGEST_ID
            ? id.textValue()
            : null,
        problem.errors().isEmpty() ? null : problem.errors(),
        problem
            .retryAfter()
            .map(wait -> Math.max(1, wait.plusMillis(999).toSeconds()))
            .orElse(null),
        problem.details());
  }
}
