package dev.coda.server.oauth;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import org.jspecify.annotations.Nullable;

/** The page that a browser shows at the end of a sign-in. Immutable. */
final class SignInPage {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>%1$s</title></head>
      <body><h1>%1$s</h1><p>%2$s</p></body>
      </html>
      """;

  private SignInPage() {}

  static MutableHttpResponse<String> signedIn(String server) {
    return HttpResponse.ok(
        PAGE.formatted(
            "Signed in to " + escaped(server),
            "You can close this page. What waited for the sign-in continues by itself."));
  }

  static MutableHttpResponse<String> failed(HttpStatus status, @Nullable String reason) {
    String text = reason == null ? "The sign-in failed." : reason;
    return HttpResponse.status(status)
        .contentType(MediaType.TEXT_HTML_TYPE)
        .body(PAGE.formatted("Not signed in", escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
