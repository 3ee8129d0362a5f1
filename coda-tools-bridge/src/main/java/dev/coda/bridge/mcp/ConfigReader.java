package dev.coda.bridge.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.ToolPermission;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.schema.EnvironmentLookup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code mcpServers} JSON that desktop assistants and editors share, with a few
 * additional fields. Unknown fields are ignored, since other programs add theirs.
 */
final class ConfigReader {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  private final EnvironmentLookup environment;

  ConfigReader(EnvironmentLookup environment) {
    this.environment = environment;
  }

  /**
   * Reads all servers that are not disabled.
   *
   * @param broken receives the servers whose description cannot be used, each with the reason
   */
  List<ServerEntry> read(String json, Consumer<McpServerStatus> broken) {
    JsonNode servers;
    try {
      servers = CodaJson.mapper().readTree(json).path("mcpServers");
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          "the MCP configuration is not JSON: " + e.getOriginalMessage());
    }
    if (!servers.isObject()) {
      throw new ConfigurationException(
          "the MCP configuration has no object 'mcpServers' of servers by name");
    }
    Map<String, JsonNode> wanted = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> server : servers.properties()) {
      if (!server.getValue().path("disabled").asBoolean(false)) {
        wanted.put(server.getKey(), server.getValue());
      }
    }
    Map<String, String> prefixes = ToolNames.prefixes(wanted.keySet());
    List<ServerEntry> entries = new ArrayList<>();
    wanted.forEach((name, server) -> {
      try {
        ServerEndpoint endpoint = endpoint(server);
        entries.add(
            new ServerEntry(
                name,
                Objects.requireNonNull(prefixes.get(name)),
                endpoint,
                rules(server),
                timeout(server),
                protectedServer(name, endpoint, server.path("oauth"))));
      } catch (IllegalArgumentException e) {
        broken.accept(
            new McpServerStatus(
                name, "", ServerState.UNAVAILABLE, String.valueOf(e.getMessage()), List.of()));
      }
    });
    return entries;
  }

  private ServerEndpoint endpoint(JsonNode server) {
    String type = server.path("type").asText(server.has("command") ? "stdio" : "http");
    return switch (type) {
      case "stdio" -> stdio(server);
      case "http", "streamable-http", "streamableHttp" -> http(server);
      default ->
          throw new IllegalArgumentException(
              "type '%s' is not supported; there are 'stdio' and 'http' (streamable HTTP)"
                  .formatted(type));
    };
  }

  private ServerEndpoint stdio(JsonNode server) {
    List<String> arguments = new ArrayList<>();
    server.path("args").forEach(argument -> arguments.add(expand(argument.asText())));
    String directory = text(server, "cwd");
    return new ServerEndpoint.Stdio(
        required(server, "command"),
        arguments,
        texts(server.path("env")),
        directory == null ? null : Path.of(directory));
  }

  private ServerEndpoint http(JsonNode server) {
    URI url = address(required(server, "url"));
    List<String> allowed = new ArrayList<>();
    server.path("allowedAddresses").forEach(address -> allowed.add(expand(address.asText())));
    var unused = AddressGuard.allowing(allowed);
    return new ServerEndpoint.Http(url, headers(server.path("headers")), allowed);
  }

  /** A line break at the end, as tokens read from files have, is left out. */
  private Map<String, String> headers(JsonNode object) {
    Map<String, String> headers = new LinkedHashMap<>();
    texts(object)
        .forEach((name, text) -> {
          String value = text.strip();
          if (!HEADER_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a header");
          }
          if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c > 0x7e)) {
            throw new IllegalArgumentException(
                "the header '%s' has a line break or a letter beyond ASCII".formatted(name));
          }
          headers.put(name, value);
        });
    return headers;
  }

  /** Reads the address as the HTTP client will, which is not always how {@link URI} reads it. */
  private static URI address(String text) {
    HttpUrl dialled = HttpUrl.parse(text);
    if (dialled == null) {
      throw new IllegalArgumentException("'url' must begin with http:// or https:// and a host");
    }
    AddressGuard.unusualSpelling(dialled.host())
        .ifPresent(reason -> {
          throw new IllegalArgumentException("'url': " + reason);
        });
    if (!dialled.username().isEmpty() || !dialled.password().isEmpty()) {
      throw new IllegalArgumentException(
          "'url' must not hold a user name or password; use 'headers'");
    }
    return dialled.uri();
  }

  private @Nullable ProtectedServer protectedServer(
      String name, ServerEndpoint endpoint, JsonNode oauth) {
    if (!(endpoint instanceof ServerEndpoint.Http http)
        || http.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      return null;
    }
    List<String> scopes = new ArrayList<>();
    oauth.path("scopes").forEach(scope -> scopes.add(expand(scope.asText())));
    return new ProtectedServer(
        name,
        http.url(),
        text(oauth, "clientId"),
        text(oauth, "clientSecret"),
        scopes,
        http.allowedAddresses());
  }

  private static ToolRules rules(JsonNode server) {
    Map<String, ToolPermission> byTool = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> tool : server.path("permissions").properties()) {
      byTool.put(tool.getKey(), permission(tool.getValue()));
    }
    JsonNode all = server.path("permission");
    return new ToolRules(
        all.isMissingNode() ? null : permission(all),
        byTool,
        server.path("trustAnnotations").asBoolean(false));
  }

  private static ToolPermission permission(JsonNode word) {
    try {
      return ToolPermission.valueOf(word.asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a permission is 'allow', 'ask' or 'deny', not '" + word.asText() + "'", e);
    }
  }

  private static Duration timeout(JsonNode server) {
    long millis = server.path("timeout").asLong(CALL_TIMEOUT.toMillis());
    if (millis < 1) {
      throw new IllegalArgumentException("'timeout' must be at least 1 millisecond");
    }
    return Duration.ofMillis(millis);
  }

  private Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      texts.put(field.getKey(), expand(field.getValue().asText()));
    }
    return texts;
  }

  private String required(JsonNode server, String field) {
    String value = text(server, field);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("'" + field + "' is missing");
    }
    return value;
  }

  private @Nullable String text(JsonNode server, String field) {
    JsonNode value = server.get(field);
    return value == null || value.isNull() ? null : expand(value.asText());
  }

  private String expand(String text) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> {
          String value = environment.value(reference.group(1));
          if (value == null || value.isEmpty()) {
            value = reference.group(2);
          }
          if (value == null) {
            throw new IllegalArgumentException(
                "the environment variable " + reference.group(1) + " is not set");
          }
          return Matcher.quoteReplacement(value);
        });
  }
}
