package dev.coda.server.origin;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.util.DefaultHttpClientAddressResolver;
import io.micronaut.http.server.util.HttpClientAddressResolver;
import jakarta.inject.Singleton;

/** Gives Micronaut the client's address; its own resolver believes everybody. Thread-safe. */
@Singleton
@Replaces(DefaultHttpClientAddressResolver.class)
final class TrustedClientAddress implements HttpClientAddressResolver {
  private final RequestOrigins origins;

  TrustedClientAddress(RequestOrigins origins) {
    this.origins = origins;
  }

  @Override
  @SuppressWarnings("rawtypes") // The interface's own.
  public String resolve(HttpRequest request) {
    return origins.of(request).clientAddress();
  }
}
