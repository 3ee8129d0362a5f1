package dev.coda.server.auth;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.security.filters.SecurityFilter;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands the signed-in user to controllers. Thread-safe. */
@Singleton
final class CurrentUserBinder implements TypedRequestArgumentBinder<CurrentUser> {
  @Override
  public Argument<CurrentUser> argumentType() {
    return Argument.of(CurrentUser.class);
  }

  @Override
  public BindingResult<CurrentUser> bind(
      ArgumentConversionContext<CurrentUser> context, HttpRequest<?> request) {
    if (!request.getAttributes().contains(SecurityFilter.KEY)) {
      // Too early: Micronaut asks again once the filters have run.
      return BindingResult.unsatisfied();
    }
    Optional<CurrentUser> user = CurrentUser.of(request);
    return user.isPresent() ? () -> user : BindingResult.empty();
  }
}
