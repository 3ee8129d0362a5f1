package dev.coda.providers;

import dev.coda.api.error.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;

/** Builds the addresses of requests from the base URL that a person has configured. Thread-safe. */
public final class BaseUrl {
  private BaseUrl() {}

  /**
   * {@return the base URL with a path added; a query of the base URL is kept}
   *
   * @param provider the name of the provider
   * @param baseUrl the address of the host, up to and including the version
   * @param path the path after the address
   * @throws ConfigurationException if the base URL is not an HTTP address
   */
  public static URI resource(String provider, String baseUrl, String path) {
    try {
      URI base = new URI(baseUrl.strip());
      boolean web =
          "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
      if (web && base.getHost() != null && base.getRawUserInfo() == null) {
        String root = base.getRawPath() == null ? "" : base.getRawPath();
        String separator = root.endsWith("/") ? "" : "/";
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return base.resolve(root + separator + path + query);
      }
    } catch (URISyntaxException notAnAddress) {
      // Said below, without the text, which may hold a password.
    }
    throw new ConfigurationException(
        "The base URL of "
            + provider
            + " must be an http or https address without user or password,"
            + " such as https://host/v1.");
  }
}
