package dev.coda.server.ui;

import dev.coda.server.http.ProblemException;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets the application's own router have every page address: where there is no such file, a browser
 * gets the start page. Files with a hash in their name are cached permanently. Thread-safe.
 */
@ServerFilter("/**")
final class UiFilter {
  private static final List<String> NOT_PAGES =
      List.of("/api/", "/v1/", "/ws/", "/mcp", "/health", "/prometheus");
  private static final Pattern HASHED_FILE =
      Pattern.compile("/assets/[\\w.-]*-[\\w-]{6,}\\.[\\w.]+");
  private static final String FOREVER = "public, max-age=31536000, immutable";

  private final Optional<byte[]> startPage;

  UiFilter(ResourceResolver resources) {
    this.startPage =
        resources.getResourceAsStream("classpath:static/index.html").map(UiFilter::read);
  }

  @ResponseFilter
  void serve(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String path = request.getPath();
    if (isMissing(request, response)) {
      if (isPage(request) && startPage.isPresent()) {
        show(response, startPage.get());
      } else if (response.status() == HttpStatus.OK) {
        throw ProblemException.notFound("The file " + path);
      }
    } else if (response.status() == HttpStatus.OK && HASHED_FILE.matcher(path).matches()) {
      cache(response, FOREVER);
    } else if (path.equals("/") || path.equals("/index.html")) {
      cache(response, "no-cache");
    }
  }

  private static void show(MutableHttpResponse<?> response, byte[] page) {
    response.status(HttpStatus.OK).contentType(MediaType.TEXT_HTML_TYPE).body(page);
    response.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
    response.getHeaders().remove(HttpHeaders.LAST_MODIFIED);
    cache(response, "no-cache");
  }

  /** A folder is found like a file and sent as an empty one; every file here has an extension. */
  private static boolean isMissing(HttpRequest<?> request, MutableHttpResponse<?> response) {
    String path = request.getPath();
    boolean folder =
        response.status() == HttpStatus.OK
            && RouteAttributes.getRouteMatch(request).isEmpty()
            && !path.equals("/")
            && NOT_PAGES.stream().noneMatch(path::startsWith)
            && !fileName(path).contains(".");
    return folder || response.status() == HttpStatus.NOT_FOUND;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void cache(MutableHttpResponse<?> response, String directive) {
    response.getHeaders().set(HttpHeaders.CACHE_CONTROL, directive);
  }

  private static boolean isPage(HttpRequest<?> request) {
    String path = request.getPath();
    return (request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD)
        && NOT_PAGES.stream().noneMatch(path::startsWith)
        && !fileName(path).contains(".")
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
