package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of a failure, which may be in any part of a document: gateways nest the error of
 * the host that they call, as an object or as JSON within a text. Confined to one thread at a time.
 */
public final class ErrorReport {
  private static final int DEEPEST = 8;
  private static final int MOST_TEXTS = 40;
  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(30L * 24 * 3600);

  private static final Set<String> CODES =
      Set.of(
          "code",
          "type",
          "status",
          "reason",
          "error_code",
          "err_code",
          "errorCode",
          "error_type",
          "status_code",
          "statusCode",
          "__type");
  private static final Set<String> TEXTS =
      Set.of(
          "message",
          "msg",
          "detail",
          "error",
          "error_message",
          "errorMessage",
          "error_msg",
          "errmsg",
          "error_description",
          "status_msg",
          "description",
          "title",
          "raw",
          "body",
          "reason");
  private static final Set<String> SECONDS =
      Set.of("retry_after", "retryAfter", "retry_after_seconds", "retryDelay", "retry_delay");
  private static final Set<String> MILLIS = Set.of("retry_after_ms", "retryAfterMs");

  private final List<String> codes = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private @Nullable Duration wait;

  private ErrorReport() {}

  /**
   * Reads any body: JSON in one of many forms, an event of a stream, a page of HTML, or a body that
   * is cut off or empty.
   */
  public static JsonNode document(byte[] body) {
    int start = 0;
    while (start < body.length && body[start] != '{' && body[start] != '[') {
      start++;
    }
    try {
      JsonNode parsed = WireJson.mapper().readTree(body, start, body.length - start);
      return parsed == null ? MissingNode.getInstance() : parsed;
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Reads a document. */
  public static ErrorReport of(JsonNode document) {
    ErrorReport report = new ErrorReport();
    report.read(document, 0);
    return report;
  }

  /** Returns the codes of the failure, words or numbers, the outermost first. */
  public List<String> codes() {
    return codes;
  }

  /** Returns all sentences, one on each line, the outermost first. */
  public String message() {
    return String.join("\n", texts);
  }

  /** Returns the innermost sentence, which describes the cause best; empty if there is none. */
  public String cause() {
    return texts.isEmpty() ? "" : texts.get(texts.size() - 1);
  }

  /** Returns the time to wait; null if not stated. */
  public @Nullable Duration delay() {
    return wait == null ? FailureWords.delay(message()) : wait;
  }

  private void read(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (node.isTextual()) {
      text(node.textValue(), depth);
    } else if (node.isArray()) {
      node.forEach(element -> read(element, depth + 1));
    } else {
      node.properties().forEach(field -> field(field.getKey(), field.getValue(), depth));
    }
  }

  private void field(String name, JsonNode value, int depth) {
    if (value.isContainerNode()) {
      read(value, depth + 1);
      return;
    }
    if (value.isNull()) {
      return;
    }
    if (CODES.contains(name) && codes.size() < MOST_TEXTS) {
      codes.add(value.asText());
    }
    if (TEXTS.contains(name) && value.isTextual()) {
      text(value.textValue(), depth);
    }
    if (SECONDS.contains(name)) {
      seconds(value.asText());
    } else if (MILLIS.contains(name) && value.isNumber()) {
      wait = Duration.ofMillis(Math.max(0, value.asLong()));
    }
  }

  /** Adds a text; if it contains JSON, from its first brace on, that is read as well. */
  private void text(String text, int depth) {
    int brace = text.indexOf('{');
    if (texts.size() < MOST_TEXTS && brace != 0) {
      texts.add((brace < 0 ? text : text.substring(0, brace)).strip());
    }
    if (brace >= 0) {
      try {
        read(WireJson.mapper().readTree(text.substring(brace)), depth + 1);
      } catch (JsonProcessingException notJson) {
        texts.add(text.strip());
      }
    }
  }

  private void seconds(String text) {
    String number = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    if (number.matches("\\d{1,12}(?:\\.\\d{1,9})?")) {
      BigDecimal seconds = new BigDecimal(number).min(MOST_SECONDS);
      wait = Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
  }
}
