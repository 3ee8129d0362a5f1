package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.tool.ToolContext;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Turns a call's arguments into a request. */
final class RequestWriter {
  private final HttpEndpoint endpoint;
  private final UrlTemplate template;
  private final boolean repeatable;
  private final BodyWriter bodies;

  RequestWriter(HttpEndpoint endpoint, boolean repeatable) {
    this.endpoint = endpoint;
    this.template = new UrlTemplate(endpoint);
    this.repeatable = repeatable;
    this.bodies = new BodyWriter(endpoint, repeatable);
  }

  Request write(JsonNode input, ToolContext context, HttpAuth.Credentials credentials)
      throws InvalidArgumentException {
    HttpUrl.Builder url = template.expand(input);
    Request.Builder request = new Request.Builder();
    request.header("Accept", "application/json, text/*;q=0.9, */*;q=0.1");
    request.header("User-Agent", "Coda");
    endpoint.headers().forEach(request::header);
    // After the file's own headers, so that a file cannot forge a trace or a key.
    context.headers().forEach(request::header);
    request.header("Idempotency-Key", context.idempotencyKey());

    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> argument : input.properties()) {
      if (!template.names().contains(argument.getKey())) {
        put(argument.getKey(), argument.getValue(), url, request, body);
      }
    }
    credentials.headers().forEach(request::header);
    credentials.query().forEach(url::setQueryParameter);
    return request.url(url.build()).method(endpoint.method(), body(input, body)).build();
  }

  private void put(
      String name, JsonNode value, HttpUrl.Builder url, Request.Builder request, ObjectNode body)
      throws InvalidArgumentException {
    if (endpoint.bodyArgument().filter(name::equals).isPresent()) {
      return;
    }
    switch (endpoint.place(name)) {
      case BODY -> body.set(endpoint.wireName(name), value);
      case QUERY -> endpoint.styled(name, endpoint.wireName(name), value).addTo(url);
      case HEADER -> {
        if (value.isNull()) {
          return;
        }
        String text = endpoint.styled(name, endpoint.wireName(name), value).text();
        if (text.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
          throw new InvalidArgumentException(
              "Argument '" + name + "' is sent as a header and must be plain ASCII text.");
        }
        request.header(endpoint.wireName(name), text);
      }
    }
  }

  private @Nullable RequestBytes body(JsonNode input, ObjectNode arguments)
      throws InvalidArgumentException {
    if (endpoint.bodiless()) {
      return null;
    }
    JsonNode content =
        endpoint.bodyArgument().map(name -> input.path(name)).orElse((JsonNode) arguments);
    boolean empty = content.isContainerNode() && content.isEmpty();
    boolean mayBeMissing = endpoint.method().equals("DELETE") || endpoint.isBodyOptional();
    return content.isMissingNode() || (empty && mayBeMissing)
        ? RequestBytes.empty(repeatable)
        : bodies.write(content);
  }
}
