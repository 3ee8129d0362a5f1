package dev.coda.bridge.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Writes arguments as a body of the type that the service takes. */
final class BodyWriter {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
  private static final HttpUrl BASE = HttpUrl.get("http://form.invalid/");

  private final HttpEndpoint endpoint;
  private final MediaType type;
  private final boolean repeatable;

  BodyWriter(HttpEndpoint endpoint, boolean repeatable) {
    this.endpoint = endpoint;
    this.type = endpoint.contentType().map(MediaType::get).orElse(JSON);
    this.repeatable = repeatable;
  }

  RequestBytes write(JsonNode content) throws InvalidArgumentException {
    if (isForm() && content.isObject()) {
      return RequestBytes.of(form(content).getBytes(StandardCharsets.UTF_8), FORM, repeatable);
    }
    if (type.type().equals("multipart") && content.isObject()) {
      return RequestBytes.of(multipart(content), repeatable);
    }
    if (isForm() || type.type().equals("multipart")) {
      throw new InvalidArgumentException("The body is a form and must be an object.");
    }
    if (content.isTextual() && ContentKind.of(type) != ContentKind.JSON) {
      return RequestBytes.of(
          content.textValue().getBytes(StandardCharsets.UTF_8), type, repeatable);
    }
    return RequestBytes.of(json(content), type, repeatable);
  }

  private boolean isForm() {
    return type.subtype().equals("x-www-form-urlencoded");
  }

  private String form(JsonNode fields) {
    HttpUrl.Builder form = BASE.newBuilder();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      StyledArgument value = endpoint.styled(field.getKey(), field.getKey(), field.getValue());
      value.addTo(form, true);
    }
    String encoded = form.build().encodedQuery();
    return encoded == null ? "" : encoded;
  }

  private MultipartBody multipart(JsonNode fields) throws InvalidArgumentException {
    MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
    boolean empty = true;
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (field.getValue().isArray()) {
        for (JsonNode each : field.getValue()) {
          empty &= !add(body, field.getKey(), each);
        }
      } else {
        empty &= !add(body, field.getKey(), field.getValue());
      }
    }
    if (empty) {
      throw new InvalidArgumentException("The form has no fields: give at least one argument.");
    }
    return body.build();
  }

  private boolean add(MultipartBody.Builder body, String name, JsonNode value) {
    if (value.isNull()) {
      return false;
    }
    if (value.isContainerNode()) {
      body.addFormDataPart(name, null, RequestBody.create(json(value), JSON));
    } else if (endpoint.style(name) == ArgumentStyle.FILE) {
      body.addFormDataPart(name, name, file(value.asText()));
    } else {
      body.addFormDataPart(name, StyledArgument.plain(value));
    }
    return true;
  }

  /** A file is given as its text, or as a {@code data:} URL with Base64. */
  private static RequestBody file(String given) {
    int comma = given.indexOf(";base64,");
    if (given.startsWith("data:") && comma > 0) {
      byte[] bytes = bytes(given.substring(comma + ";base64,".length()));
      if (bytes != null) {
        MediaType stated = MediaType.parse(given.substring("data:".length(), comma));
        return RequestBody.create(bytes, stated);
      }
    }
    return RequestBody.create(given, MediaType.get("text/plain; charset=utf-8"));
  }

  private static byte @Nullable [] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] json(JsonNode content) {
    try {
      return ServiceJson.mapper().writeValueAsBytes(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }
}
