package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A URL with arguments in braces. An argument fills a part of one segment and cannot leave it. */
final class UrlTemplate {
  private static final Pattern ARGUMENT = Pattern.compile("\\{([^{}/]+)}");

  private final HttpEndpoint endpoint;
  private final HttpUrl url;
  private final Set<String> names = new TreeSet<>();

  UrlTemplate(HttpEndpoint endpoint) {
    this.endpoint = endpoint;
    this.url = endpoint.url();
    url.pathSegments().forEach(this::collect);
    for (int i = 0; i < url.querySize(); i++) {
      String value = url.queryParameterValue(i);
      if (value != null) {
        collect(value);
      }
    }
  }

  /** The arguments that the URL takes. */
  Set<String> names() {
    return names;
  }

  HttpUrl.Builder expand(JsonNode input) throws InvalidArgumentException {
    HttpUrl.Builder result = url.newBuilder().query(null);
    for (int i = 0; i < url.pathSize(); i++) {
      String segment = url.pathSegments().get(i);
      if (ARGUMENT.matcher(segment).find()) {
        result.setPathSegment(i, segment(segment, input));
      }
    }
    for (int i = 0; i < url.querySize(); i++) {
      String value = url.queryParameterValue(i);
      String filled = value == null ? null : fill(value, input);
      // A query argument that was not given takes its parameter with it.
      if (value == null || filled != null) {
        result.addQueryParameter(url.queryParameterName(i), filled);
      }
    }
    return result;
  }

  private String segment(String template, JsonNode input) throws InvalidArgumentException {
    String filled = fill(template, input);
    // "." and ".." would climb out of the path that the tool's author wrote.
    if (filled == null || filled.isEmpty() || filled.equals(".") || filled.equals("..")) {
      throw new InvalidArgumentException(
          "The argument for '" + template + "' in the path is missing, empty, '.' or '..'.");
    }
    return filled;
  }

  private @Nullable String fill(String template, JsonNode input) {
    Matcher matcher = ARGUMENT.matcher(template);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      JsonNode value = input.path(name);
      if (value.isMissingNode() || value.isNull()) {
        return null;
      }
      matcher.appendReplacement(
          result, Matcher.quoteReplacement(endpoint.styled(name, name, value).text()));
    }
    return matcher.appendTail(result).toString();
  }

  private void collect(String template) {
    Matcher matcher = ARGUMENT.matcher(template);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }
}
