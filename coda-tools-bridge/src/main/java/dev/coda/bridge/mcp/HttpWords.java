package dev.coda.bridge.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.coda.api.content.CodaJson;
import dev.coda.bridge.http.OneLine;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The description of an HTTP error: its JSON-RPC error if it has one, and one line for people.
 *
 * @param error the JSON-RPC message; missing if there is none
 * @param line empty if the server sent none
 */
record HttpWords(JsonNode error, String line) {
  private static final long MOST_BYTES = 64 * 1024;
  private static final int MOST_CHARACTERS = 300;
  private static final int SHORTEST_SECRET = 6;
  private static final Pattern CHALLENGE = Pattern.compile("error_description=\"([^\"]*)\"");

  /**
   * Reads an answer that is not successful.
   *
   * @param sent values of headers, which servers like to echo; the token of a user is added to them
   */
  static HttpWords of(Response response, Collection<String> sent) throws IOException {
    String body = beginning(response.body().source());
    JsonNode json = json(body);
    boolean isError = json.path("error").path("code").isIntegralNumber();
    String line = line(response, json, body);
    for (String value : sent) {
      line = without(value, line);
    }
    line =
        without(Objects.requireNonNullElse(response.request().header("Authorization"), ""), line);
    return new HttpWords(
        isError ? json : MissingNode.getInstance(), OneLine.of(line, MOST_CHARACTERS));
  }

  private static String without(String secret, String line) {
    String rest = line;
    for (String part : secret.split(" ", -1)) {
      if (part.length() >= SHORTEST_SECRET) {
        rest = rest.replace(part, "[redacted]");
      }
    }
    return rest;
  }

  boolean mentionsSession() {
    return line.toLowerCase(Locale.ROOT).contains("session");
  }

  private static String line(Response response, JsonNode json, String body) {
    HttpUrl target = target(response);
    if (target != null) {
      return "it is at %s://%s now, which is not followed".formatted(target.scheme(), host(target));
    }
    String said =
        Stream.of("/error/message", "/error_description", "/detail", "/message", "/title", "/error")
            .map(json::at)
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("");
    if (!said.isEmpty()) {
      return said;
    }
    Matcher challenge = CHALLENGE.matcher(header(response, "WWW-Authenticate"));
    if (challenge.find()) {
      return challenge.group(1);
    }
    return header(response, "Content-Type").startsWith("text/plain") ? body : "";
  }

  private static String header(Response response, String name) {
    return Objects.requireNonNullElse(response.header(name), "");
  }

  private static @Nullable HttpUrl target(Response response) {
    String location = response.header("Location");
    return response.isRedirect() && location != null
        ? response.request().url().resolve(location)
        : null;
  }

  private static String host(HttpUrl url) {
    return url.port() == HttpUrl.defaultPort(url.scheme())
        ? url.host()
        : url.host() + ":" + url.port();
  }

  private static String beginning(BufferedSource source) throws IOException {
    source.request(MOST_BYTES);
    return source.getBuffer().readUtf8(Math.min(MOST_BYTES, source.getBuffer().size()));
  }

  private static JsonNode json(String body) {
    try {
      JsonNode json = CodaJson.mapper().readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
