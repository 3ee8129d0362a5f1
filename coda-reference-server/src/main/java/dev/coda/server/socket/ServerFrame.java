package dev.coda.server.socket;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.coda.api.id.RunId;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.FieldError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server sends over a WebSocket beside the events of runs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "ack", value = ServerFrame.Ack.class),
  @JsonSubTypes.Type(name = "error", value = ServerFrame.Failed.class),
  @JsonSubTypes.Type(name = "pong", value = ServerFrame.Pong.class)
})
sealed interface ServerFrame {
  /**
   * A frame was carried out. Immutable.
   *
   * @param runId the run that it is about; null if it is about none
   */
  record Ack(String requestId, @Nullable RunId runId) implements ServerFrame {}

  /**
   * A frame was not carried out, and why. Immutable.
   *
   * @param requestId null if the frame has none, or it could not be read
   * @param errors the fields at fault; null if it is not about fields
   * @param retryAfter seconds after which another try may succeed; null if it would not
   * @param details further members, as a problem has them over HTTP
   */
  record Failed(
      ErrorCode code,
      String message,
      @Nullable String requestId,
      @Nullable List<FieldError> errors,
      @Nullable Long retryAfter,
      @JsonIgnore Map<String, Object> details)
      implements ServerFrame {
    @JsonAnyGetter
    Map<String, Object> members() {
      return details;
    }
  }

  /** Answers a {@code ping}. Immutable. */
  record Pong(@Nullable String requestId) implements ServerFrame {}
}
