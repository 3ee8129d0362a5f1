package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Refuses personal access tokens where their scopes do not suffice. Thread-safe. */
@Singleton
final class ScopeRule implements SecurityRule<HttpRequest<?>> {
  @Override
  public int getOrder() {
    return SecuredAnnotationRule.ORDER - 1;
  }

  @Override
  public Publisher<SecurityRuleResult> check(
      @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
    if (request == null || authentication == null) {
      return Mono.just(SecurityRuleResult.UNKNOWN);
    }
    Optional<MethodBasedRouteMatch<?, ?>> route =
        RouteAttributes.getRouteMatch(request)
            .filter(MethodBasedRouteMatch.class::isInstance)
            .map(match -> (MethodBasedRouteMatch<?, ?>) match);
    if (route.isEmpty() || isOpen(route.get())) {
      return Mono.just(SecurityRuleResult.UNKNOWN);
    }
    CurrentUser user = CurrentUser.from(authentication);
    List<Scope> wanted = List.of(route.get().enumValues(Scoped.class, Scope.class));
    return user.isSignedIn() || wanted.stream().anyMatch(user::may)
        ? Mono.just(SecurityRuleResult.UNKNOWN)
        : Mono.error(refused(wanted));
  }

  private static boolean isOpen(MethodBasedRouteMatch<?, ?> route) {
    return Stream.of(route.stringValues(Secured.class)).anyMatch(SecurityRule.IS_ANONYMOUS::equals);
  }

  private static ProblemException refused(List<Scope> wanted) {
    String names = wanted.stream().map(Scope::wireName).collect(Collectors.joining(" or "));
    return ProblemException.of(
        ErrorCode.FORBIDDEN,
        wanted.isEmpty()
            ? "No personal access token can be used for this; sign in."
            : "This takes a token with the scope %s.".formatted(names));
  }
}
