package dev.coda.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors in the form of OpenAI's protocols. */
public final class OpenAiErrors {
  /** The type of an error that the client did not cause. */
  public static final String SERVER_ERROR = "server_error";

  private OpenAiErrors() {}

  static boolean areExpected(HttpRequest<?> request) {
    return request.getPath().startsWith("/v1/");
  }

  static ObjectNode of(ErrorCode code, String message, List<FieldError> errors) {
    return of(
        type(code), code.wireName(), message, errors.isEmpty() ? null : errors.getFirst().field());
  }

  /**
   * Returns the body of an error.
   *
   * @param param the member of the request that is wrong; null if that is not the problem
   */
  public static ObjectNode of(String type, String code, String message, @Nullable String param) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return body;
  }

  private static String type(ErrorCode code) {
    return switch (code) {
      case UNAUTHORIZED -> "authentication_error";
      case FORBIDDEN, CSRF_FAILED -> "permission_error";
      case RATE_LIMITED, QUOTA_EXCEEDED -> "rate_limit_error";
      case INTERNAL, TOOL_FAILED, UNAVAILABLE -> SERVER_ERROR;
      default -> "invalid_request_error";
    };
  }
}
