package dev.coda.server.origin;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.DefaultHttpHostResolver;
import io.micronaut.http.server.util.HttpHostResolver;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Gives Micronaut the server's own address; its own resolver believes everybody. Thread-safe. */
@Singleton
@Replaces(DefaultHttpHostResolver.class)
final class TrustedHost implements HttpHostResolver {
  private final RequestOrigins origins;

  TrustedHost(RequestOrigins origins) {
    this.origins = origins;
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's own.
  public String resolve(@Nullable HttpRequest request) {
    return request == null ? "http://localhost" : origins.of(request).url();
  }
}
