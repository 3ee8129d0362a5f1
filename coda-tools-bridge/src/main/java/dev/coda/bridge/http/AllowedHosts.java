package dev.coda.bridge.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * The hosts that one tool may be led to.
 *
 * @param first the tool's own URL
 * @param patterns further hosts, each exact or {@code *.} and a name
 */
record AllowedHosts(HttpUrl first, List<String> patterns) {
  static AllowedHosts of(HttpUrl first, Set<String> patterns) {
    return new AllowedHosts(
        first, patterns.stream().map(pattern -> pattern.toLowerCase(Locale.ROOT)).toList());
  }

  /** Returns whether a redirect from the first URL may lead there: host, scheme and port. */
  boolean permits(HttpUrl target) {
    boolean downgrade = first.isHttps() && !target.isHttps();
    boolean usualPort =
        target.port() == first.port() || target.port() == HttpUrl.defaultPort(target.scheme());
    return !downgrade && usualPort && permitsHost(target.host());
  }

  private boolean permitsHost(String host) {
    return host.equals(first.host())
        || patterns.stream()
            .anyMatch(pattern ->
                pattern.startsWith("*.")
                    ? host.endsWith(pattern.substring(1))
                    : host.equals(pattern));
  }
}
