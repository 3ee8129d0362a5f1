package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolSpec;
import dev.coda.bridge.http.ArgumentPlace;
import dev.coda.bridge.http.ArgumentStyle;
import dev.coda.bridge.http.HttpAuth;
import dev.coda.bridge.http.HttpEndpoint;
import dev.coda.bridge.http.HttpTool;
import dev.coda.bridge.http.HttpToolClient;
import dev.coda.bridge.http.IdentityTokens;
import dev.coda.bridge.http.RetryPolicy;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Builds a tool from a description in Coda's own format, already valid in its form. */
final class ToolAssembler {
  private final Environment environment;
  private final HttpToolClient client;
  private final FileValidator validator;
  private final IdentityTokens identityTokens;

  ToolAssembler(
      Environment environment,
      HttpToolClient client,
      FileValidator validator,
      IdentityTokens identityTokens) {
    this.identityTokens = identityTokens;
    this.environment = environment;
    this.client = client;
    this.validator = validator;
  }

  Tool assemble(String defaultName, JsonNode own) throws InvalidFileException {
    ToolSpec spec = spec(own.path("name").asText(defaultName), own);
    if (!spec.idempotent() && own.at("/retry/max_attempts").asInt(1) > 1) {
      throw new InvalidFileException(
          "retry", "a tool that is neither idempotent nor read_only is never repeated");
    }
    HttpEndpoint endpoint = endpoint(own);
    Optional<String> refusal = client.refusal(endpoint);
    if (refusal.isPresent()) {
      throw new InvalidFileException("url", refusal.get());
    }
    return HttpTool.create(spec, endpoint, client);
  }

  private ToolSpec spec(String name, JsonNode own) throws InvalidFileException {
    boolean readOnly = own.path("read_only").asBoolean(isSafe(own));
    ToolSpec.Builder spec =
        ToolSpec.builder(name)
            .origin(ToolOrigin.SCHEMA)
            .description(own.path("description").asText())
            .readOnly(readOnly)
            .idempotent(own.path("idempotent").asBoolean(readOnly))
            .permission(permission(own))
            .timeout(Duration.ofMillis(own.path("timeout_ms").asLong(30_000)))
            .maxConcurrency(own.path("max_concurrency").asInt(16));
    JsonNode parameters = own.get("parameters");
    if (parameters != null) {
      validator.checkSchema("parameters", parameters);
      spec.inputSchema(parameters);
    }
    JsonNode returns = own.get("returns");
    if (returns != null) {
      validator.checkSchema("returns", returns);
      spec.outputSchema(returns);
    }
    try {
      return spec.build();
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException("name", String.valueOf(e.getMessage()));
    }
  }

  private HttpEndpoint endpoint(JsonNode own) throws InvalidFileException {
    String where = "url";
    try {
      String base = environment.expand("url", own.path("url").asText());
      String url = own.has("path") ? extended(base, own.path("path").asText()) : base;
      HttpEndpoint.Builder endpoint = HttpEndpoint.builder(method(own), url);
      environment.credentials(own.path("url").asText()).forEach(endpoint::secret);
      if (own.has("content_type")) {
        endpoint.contentType(own.path("content_type").asText());
      }
      endpoint.bodyOptional(own.path("body_optional").asBoolean());
      for (Map.Entry<String, JsonNode> name : own.path("wire_names").properties()) {
        endpoint.wireName(name.getKey(), name.getValue().asText());
      }
      for (Map.Entry<String, JsonNode> location : own.path("locations").properties()) {
        where = "locations." + location.getKey();
        String place = location.getValue().asText().toUpperCase(Locale.ROOT);
        endpoint.place(location.getKey(), ArgumentPlace.valueOf(place));
      }
      for (Map.Entry<String, JsonNode> style : own.path("styles").properties()) {
        String name = style.getValue().asText().toUpperCase(Locale.ROOT);
        endpoint.style(style.getKey(), ArgumentStyle.valueOf(name));
      }
      where = "body_argument";
      if (own.has("body_argument")) {
        endpoint.bodyArgument(own.path("body_argument").asText());
      }
      for (Map.Entry<String, JsonNode> header : own.path("headers").properties()) {
        where = "headers." + header.getKey();
        String text = header.getValue().asText();
        endpoint.header(header.getKey(), environment.expand(where, text), environment.values(text));
      }
      where = "allowed_hosts";
      for (JsonNode host : own.path("allowed_hosts")) {
        endpoint.allowedHost(host.asText());
      }
      return endpoint.auth(auth(own.path("auth"), url)).retry(retry(own.path("retry"))).build();
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(where, String.valueOf(e.getMessage()));
    }
  }

  private HttpAuth auth(JsonNode auth, String url) throws InvalidFileException {
    return switch (auth.path("type").asText("none")) {
      case "bearer" ->
          HttpAuth.bearer(environment.secret("auth.token_env", auth.path("token_env").asText()));
      case "header" ->
          HttpAuth.header(
              auth.path("name").asText(),
              environment.secret("auth.value_env", auth.path("value_env").asText()));
      case "query" ->
          HttpAuth.query(
              auth.path("name").asText(),
              environment.secret("auth.value_env", auth.path("value_env").asText()));
      case "basic" ->
          HttpAuth.basic(
              environment.secret("auth.username_env", auth.path("username_env").asText()),
              environment.secret("auth.password_env", auth.path("password_env").asText()));
      case "google_identity" -> {
        // Cloud Run takes its own address for the audience.
        String audience = auth.path("audience").asText(url.replaceFirst("(?<=[^:/])[/?#{].*", ""));
        yield HttpAuth.googleIdentity(identityTokens, audience);
      }
      default -> HttpAuth.none();
    };
  }

  /** A path is inserted before the query of the base, which may have a version or a key. */
  private static String extended(String base, String path) {
    int query = base.indexOf('?');
    String before = query < 0 ? base : base.substring(0, query);
    String after = query < 0 ? "" : base.substring(query);
    return (before.endsWith("/") ? before.substring(0, before.length() - 1) : before)
        + path
        + after;
  }

  private static RetryPolicy retry(JsonNode retry) {
    RetryPolicy standard = RetryPolicy.standard();
    return new RetryPolicy(
        retry.path("max_attempts").asInt(standard.maxAttempts()),
        Duration.ofMillis(retry.path("backoff_ms").asLong(standard.backoff().toMillis())));
  }

  private static ToolPermission permission(JsonNode own) {
    return ToolPermission.valueOf(own.path("permission").asText("allow").toUpperCase(Locale.ROOT));
  }

  /** HTTP defines that GET and HEAD change nothing. */
  private static boolean isSafe(JsonNode own) {
    return method(own).equals("GET") || method(own).equals("HEAD");
  }

  private static String method(JsonNode own) {
    return own.path("method").asText("POST");
  }
}
