package dev.coda.server.ui;

import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Lets the application's own router have every page address: where there is no such file, a browser
 * gets the start page. Files with a hash in their name are cached for good. Thread-safe.
 */
@ServerFilter("/**")
final class UiFilter {
  private static final List<String> NOT_PAGES =
      List.of("/api/", "/ws/", "/mcp", "/health", "/prometheus");
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final Optional<byte[]> startPage;

  UiFilter(ResourceResolver resources) {
    this.startPage =
        resources.getResourceAsStream("classpath:static/index.html").map(UiFilter::read);
  }

  @ResponseFilter
  void serve(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String path = request.getPath();
    if (response.status() == HttpStatus.NOT_FOUND && isPage(request)) {
      startPage.ifPresent(
          page -> response.status(HttpStatus.OK).contentType(MediaType.TEXT_HTML_TYPE).body(page));
      cache(response, "no-cache");
    } else if (response.status() == HttpStatus.OK && path.startsWith("/assets/")) {
      cache(response, FOREVER);
    } else if (path.equals("/") || path.equals("/index.html")) {
      cache(response, "no-cache");
    }
  }

  private static void cache(MutableHttpResponse<?> response, String directive) {
    response.getHeaders().set(HttpHeaders.CACHE_CONTROL, directive);
  }

  private static boolean isPage(HttpRequest<?> request) {
    String path = request.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return (request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD)
        && NOT_PAGES.stream().noneMatch(path::startsWith)
        && !name.contains(".")
        && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
  }

  private static byte[] read(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the start page", e);
    }
  }
}
