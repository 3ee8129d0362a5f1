package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolFile;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Turns a service's answer into a tool's result. */
final class ResponseReader {
  private static final MediaType UNSTATED = MediaType.get("application/octet-stream");
  private static final long ERROR_BYTES = 64 * 1024;

  /** Anything else in the header, such as a charset, means that nothing is compressed. */
  private static final Pattern COMPRESSED =
      Pattern.compile("\\b(gzip|deflate|br|zstd|compress|dcb|dcz)\\b");

  private final String tool;
  private final boolean jsonPromised;
  private final long maxBytes;
  private final long maxFileBytes;

  ResponseReader(ToolSpec spec, long maxBytes, long maxFileBytes) {
    this.tool = spec.name();
    this.jsonPromised = spec.outputSchema().map(ResponseReader::excludesText).orElse(false);
    this.maxBytes = maxBytes;
    this.maxFileBytes = maxFileBytes;
  }

  Attempt read(Response response, Redaction redaction) throws IOException {
    if (!response.isSuccessful()) {
      return failure(response, redaction);
    }
    ResponseBody body = response.body();
    // The requested gzip is already decompressed and its header removed.
    String encoding = Objects.requireNonNullElse(response.header("Content-Encoding"), "");
    if (COMPRESSED.matcher(encoding.toLowerCase(Locale.ROOT)).find()) {
      return invalid(response, "answered in a compression that was not asked for");
    }
    Optional<Buffer> bytes = BodyReader.whole(body, maxFileBytes);
    if (bytes.isEmpty()) {
      return invalid(response, "answered with more than the " + size(maxFileBytes) + " allowed");
    }
    if (bytes.get().size() == 0) {
      return Attempt.of(ToolResult.ok(JsonNodeFactory.instance.objectNode()));
    }
    MediaType stated = body.contentType();
    MediaType type = stated == null ? UNSTATED : stated;
    return decode(response, type, bytes.get(), redaction);
  }

  private Attempt decode(Response response, MediaType type, Buffer bytes, Redaction redaction) {
    ContentKind kind = ContentKind.of(type);
    String text = redaction.apply(BodyReader.text(bytes.copy(), type));
    boolean binary =
        kind == ContentKind.BINARY || (kind == ContentKind.UNSTATED && text.indexOf('\0') >= 0);
    if (bytes.size() > maxBytes && !binary) {
      return file(type, text.getBytes(StandardCharsets.UTF_8));
    }
    boolean tryJson = kind == ContentKind.JSON || kind == ContentKind.UNSTATED || jsonPromised;
    Optional<JsonNode> json = tryJson ? ServiceJson.parse(text) : Optional.empty();
    if (json.isPresent()) {
      return Attempt.of(ToolResult.ok(json.get()));
    }
    if (kind == ContentKind.JSON) {
      return invalid(response, "answered with JSON that is malformed or nested too deep");
    }
    if (jsonPromised) {
      return invalid(response, "answered with " + essence(type) + " instead of JSON");
    }
    if (binary) {
      return file(type, redaction.apply(bytes.readByteArray()));
    }
    return Attempt.of(ToolResult.text(CleanText.clean(text)));
  }

  private static Attempt file(MediaType type, byte[] content) {
    return Attempt.of(ToolResult.file(new ToolFile(essence(type), null, content)));
  }

  private Attempt failure(Response response, Redaction redaction) throws IOException {
    MediaType stated = response.body().contentType();
    MediaType type = stated == null ? UNSTATED : stated;
    Buffer beginning = BodyReader.beginning(response.body(), ERROR_BYTES);
    String said =
        ErrorBody.message(redaction.apply(BodyReader.text(beginning, type)))
            .map(message -> ": " + message)
            .orElse(".");
    String sentence = tool + " answered HTTP " + response.code() + said;
    ToolResult result = ToolResult.error(kind(response.code()), sentence, detail(response));
    return new Attempt(result, retryAfter(response));
  }

  private Attempt invalid(Response response, String what) {
    return Attempt.of(
        ToolResult.error(
            FailureKind.TOOL_OUTPUT_INVALID, tool + " " + what + ".", detail(response)));
  }

  private static FailureKind kind(int status) {
    return switch (status) {
      case 408, 504 -> FailureKind.TOOL_TIMEOUT;
      case 429, 502, 503 -> FailureKind.TOOL_UNAVAILABLE;
      default -> FailureKind.TOOL_FAILED;
    };
  }

  /** Returns the text for the log: neither query nor body, since both may be personal. */
  private static String detail(Response response) {
    return "%s %s://%s%s answered %d, %s"
        .formatted(
            response.request().method(),
            response.request().url().scheme(),
            response.request().url().host(),
            response.request().url().encodedPath(),
            response.code(),
            response.header("Content-Type", "no content type"));
  }

  private static @Nullable Duration retryAfter(Response response) {
    String value = response.header("Retry-After");
    // A date is as good as silence: the backoff is in the range of what a call's deadline allows.
    return value != null && value.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : null;
  }

  private static boolean excludesText(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode each : type) {
        if (each.asText().equals("string")) {
          return false;
        }
      }
      return true;
    }
    return type.isTextual() ? !type.asText().equals("string") : schema.has("properties");
  }

  private static String essence(MediaType type) {
    return type.type() + "/" + type.subtype();
  }

  private static String size(long bytes) {
    return bytes % (1024 * 1024) == 0 ? bytes / (1024 * 1024) + " MiB" : bytes + " bytes";
  }
}
