package dev.coda.server.origin;

import io.micronaut.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads forwarding headers. Text that makes no sense is skipped, never an error. */
final class ForwardingHeaders {
  private ForwardingHeaders() {}

  /**
   * Reads the {@code X-Forwarded-*} headers. Not every proxy appends to all of them: the other
   * headers belong to the hops one by one only if there is as much of each; otherwise the last
   * value, which the nearest proxy wrote, holds for all.
   */
  static List<ForwardedHop> xForwarded(HttpHeaders headers) {
    List<String> nodes = list(headers, "X-Forwarded-For");
    List<String> schemes = list(headers, "X-Forwarded-Proto");
    List<String> hosts = list(headers, "X-Forwarded-Host");
    List<String> ports = list(headers, "X-Forwarded-Port");
    int hops = nodes.isEmpty() && !(schemes.isEmpty() && hosts.isEmpty()) ? 1 : nodes.size();
    List<ForwardedHop> result = new ArrayList<>();
    for (int i = 0; i < hops; i++) {
      result.add(
          new ForwardedHop(
              nodes.isEmpty() ? null : IpAddress.parseNode(nodes.get(i)),
              at(schemes, i, hops),
              withPort(at(hosts, i, hops), at(ports, i, hops))));
    }
    return result;
  }

  /** Reads {@code Forwarded} (RFC 7239). */
  static List<ForwardedHop> forwarded(HttpHeaders headers) {
    List<ForwardedHop> result = new ArrayList<>();
    for (String line : headers.getAll("Forwarded")) {
      for (String element : split(line, ',')) {
        result.add(hop(element));
      }
    }
    return result;
  }

  private static ForwardedHop hop(String element) {
    @Nullable String node = null;
    @Nullable String scheme = null;
    @Nullable String host = null;
    for (String pair : split(element, ';')) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String value = unquoted(pair.substring(equals + 1).strip());
        switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
          case "for" -> node = value;
          case "proto" -> scheme = value;
          case "host" -> host = value;
          default -> {}
        }
      }
    }
    return new ForwardedHop(node == null ? null : IpAddress.parseNode(node), scheme, host);
  }

  private static List<String> list(HttpHeaders headers, String name) {
    List<String> values = new ArrayList<>();
    for (String line : headers.getAll(name)) {
      for (String value : line.split(",", -1)) {
        values.add(value.strip());
      }
    }
    return values;
  }

  private static @Nullable String at(List<String> values, int hop, int hops) {
    if (values.isEmpty()) {
      return null;
    }
    return values.size() == hops ? values.get(hop) : values.getLast();
  }

  private static @Nullable String withPort(@Nullable String host, @Nullable String port) {
    return host == null || port == null || !HostName.portOf(host).isEmpty()
        ? host
        : host + ":" + port;
  }

  /** Splits at a separator outside quoted strings. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value;
  }
}
