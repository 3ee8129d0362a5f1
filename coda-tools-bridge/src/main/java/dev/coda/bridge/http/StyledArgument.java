package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;

/** Writes an argument in the style that its service expects. */
record StyledArgument(String name, JsonNode value, ArgumentStyle style) {
  /** As one text, for a path or a header. */
  String text() {
    return switch (style) {
      case PLAIN, JSON -> plain(value);
      case EXPLODED, PAIRS, DEEP, FILE -> joined("=", ",", UnaryOperator.identity());
      case COMMA -> joined(",", ",", UnaryOperator.identity());
      case SPACE -> joined(" ", " ", UnaryOperator.identity());
      case PIPE -> joined("|", "|", UnaryOperator.identity());
    };
  }

  /** As parameters of a query; null and empty lists and objects leave nothing there. */
  void addTo(HttpUrl.Builder url) {
    addTo(url, false);
  }

  /**
   * As parameters of a query, or of a form.
   *
   * @param indexed whether the elements of a list in the style {@code deep} are numbered, as forms
   *     have it
   */
  void addTo(HttpUrl.Builder url, boolean indexed) {
    if (value.isNull()) {
      return;
    }
    switch (style) {
      case DEEP -> addDeep(url, name, value, indexed);
      case PLAIN, EXPLODED, FILE -> addEach(url);
      case JSON -> url.addQueryParameter(name, plain(value));
      // Separators between elements are not encoded, unlike the same characters in them.
      case COMMA -> addJoined(url, ",", ",");
      case PAIRS -> addJoined(url, "=", ",");
      case SPACE -> addJoined(url, "%20", "%20");
      case PIPE -> addJoined(url, "%7C", "%7C");
    }
  }

  private void addEach(HttpUrl.Builder url) {
    if (value.isArray()) {
      value.forEach(each -> url.addQueryParameter(name, plain(each)));
    } else if (value.isObject() && style != ArgumentStyle.PLAIN) {
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        url.addQueryParameter(each.getKey(), plain(each.getValue()));
      }
    } else {
      url.addQueryParameter(name, plain(value));
    }
  }

  /** A list of single values repeats its name, unless it is numbered; one of objects always is. */
  private static void addDeep(HttpUrl.Builder url, String name, JsonNode value, boolean indexed) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        addDeep(url, name + "[" + each.getKey() + "]", each.getValue(), indexed);
      }
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        boolean numbered = indexed || value.get(i).isContainerNode();
        addDeep(url, numbered ? name + "[" + i + "]" : name, value.get(i), indexed);
      }
    } else if (!value.isNull()) {
      url.addQueryParameter(name, plain(value));
    }
  }

  private void addJoined(HttpUrl.Builder url, String equals, String separator) {
    if (!value.isContainerNode() || !value.isEmpty()) {
      url.addEncodedQueryParameter(
          encoded(name), joined(equals, separator, StyledArgument::encoded));
    }
  }

  private String joined(String equals, String separator, UnaryOperator<String> encoding) {
    List<String> parts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> parts.add(encoding.apply(plain(each))));
    } else if (value.isObject()) {
      for (Map.Entry<String, JsonNode> each : value.properties()) {
        parts.add(encoding.apply(each.getKey()) + equals + encoding.apply(plain(each.getValue())));
      }
    } else {
      parts.add(encoding.apply(plain(value)));
    }
    return String.join(separator, parts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A single value as it is; a list or an object as JSON. */
  static String plain(JsonNode value) {
    if (value.isBigDecimal()) {
      return value.decimalValue().toString();
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
