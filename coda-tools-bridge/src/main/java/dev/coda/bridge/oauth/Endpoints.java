package dev.coda.bridge.oauth;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Checks addresses that documents of others name: https, or http if the server itself is reached
 * without TLS. Immutable.
 *
 * @param plainHttp whether http is accepted
 */
record Endpoints(boolean plainHttp) {
  static Endpoints of(ProtectedServer server) {
    return new Endpoints("http".equals(server.url().getScheme()));
  }

  /**
   * Reads an address.
   *
   * @param what names it in the failure
   */
  HttpUrl parse(String what, @Nullable String text) throws SignInException {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    if (url == null || !url.username().isEmpty() || url.fragment() != null) {
      throw new SignInException("The %s is missing or not a web address.".formatted(what));
    }
    if (!url.isHttps() && !plainHttp) {
      throw new SignInException("The %s is not an https address.".formatted(what));
    }
    return url;
  }

  @Nullable String optional(String what, @Nullable String text) throws SignInException {
    return text == null ? null : parse(what, text).toString();
  }
}
