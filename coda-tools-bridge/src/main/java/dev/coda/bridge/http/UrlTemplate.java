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

  private final HttpUrl url;
  private final Set<String> names = new TreeSet<>();

  UrlTemplate(HttpUrl url) {
    this.url = url;
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

  private static String segment(String template, JsonNode input) throws InvalidArgumentException {
    String filled = fill(template, input);
    // "." and ".." would climb out of the path that the tool's author wrote.
    if (filled == null || filled.isEmpty() || filled.equals(".") || filled.equals("..")) {
      throw new InvalidArgumentException(
          "The argument for '" + template + "' in the path is missing, empty, '.' or '..'.");
    }
    return filled;
  }

  private static @Nullable String fill(String template, JsonNode input) {
    Matcher matcher = ARGUMENT.matcher(template);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      JsonNode value = input.path(matcher.group(1));
      if (value.isMissingNode() || value.isNull()) {
        return null;
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(text(value)));
    }
    return matcher.appendTail(result).toString();
  }

  /** A value as it stands in a URL or a header; lists and objects as JSON. */
  static String text(JsonNode value) {
    if (value.isBigDecimal()) {
      return value.decimalValue().toString();
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private void collect(String template) {
    Matcher matcher = ARGUMENT.matcher(template);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }
}
