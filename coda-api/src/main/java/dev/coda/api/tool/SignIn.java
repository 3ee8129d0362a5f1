package dev.coda.api.tool;

import java.util.Objects;

/**
 * A service that a user must sign in to before a tool can be called for them. Immutable.
 *
 * @param service the service's name, such as that of an MCP server
 * @param url the address at which the user signs in: a link for their browser, which may be
 *     relative to the address of the application
 */
public record SignIn(String service, String url) {
  /** Validates the components. */
  public SignIn {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(url, "url");
  }
}
