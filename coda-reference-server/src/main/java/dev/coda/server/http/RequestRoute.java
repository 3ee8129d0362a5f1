package dev.coda.server.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;
import io.micronaut.web.router.UriRouteMatch;

/** The route of a request, for statistics. */
public final class RequestRoute {
  private RequestRoute() {}

  /**
   * Returns the template of a request's path, such as {@code /api/v1/sessions/{id}}, without ids;
   * {@code unknown} if there is no such route.
   */
  public static String of(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .filter(UriRouteMatch.class::isInstance)
        .map(match -> ((UriRouteMatch<?, ?>) match).getRouteInfo())
        .map(UriRouteInfo::getUriMatchTemplate)
        .map(template -> template.toPathString())
        .orElse("unknown");
  }
}
