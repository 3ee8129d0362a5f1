package dev.coda.providers.google;

import dev.coda.providers.BaseUrl;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The addresses of a host's models. Immutable. */
final class GoogleAddress {
  private static final Pattern VERSION = Pattern.compile(".*/v\\d+(?:alpha|beta)?\\d*/?");

  private final String root;
  private final String query;

  private GoogleAddress(String root, String query) {
    this.root = root;
    this.query = query;
  }

  static GoogleAddress of(String provider, String baseUrl) {
    URI base = BaseUrl.resource(provider, baseUrl, "");
    String version = VERSION.matcher(base.getRawPath()).matches() ? "" : "v1beta/";
    String query = base.getRawQuery() == null ? "" : base.getRawQuery() + "&";
    return new GoogleAddress(
        base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + version, query);
  }

  /**
   * Returns the address of a model's streamed answers; a name without a collection is one of
   * models.
   */
  URI streamOf(String model) {
    String path = model.contains("/") ? model : "models/" + model;
    String escaped =
        Arrays.stream(path.split("/", -1))
            .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
            // A segment of only dots would lead out of the collection.
            .map(segment -> segment.matches("\\.+") ? segment.replace(".", "%2E") : segment)
            .collect(Collectors.joining("/"));
    return URI.create(root + escaped + ":streamGenerateContent?" + query + "alt=sse");
  }
}
