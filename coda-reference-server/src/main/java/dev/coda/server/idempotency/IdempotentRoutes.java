package dev.coda.server.idempotency;

import dev.coda.api.id.UserId;
import dev.coda.server.auth.CurrentUser;
import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives routes that are {@link Idempotent} their first answer again. Thread-safe. */
@Singleton
@InterceptorBean(Idempotent.class)
final class IdempotentRoutes implements MethodInterceptor<Object, Object> {
  private final OncePerKey requests;

  IdempotentRoutes(OncePerKey requests) {
    this.requests = requests;
  }

  @Override
  public @Nullable Object intercept(MethodInvocationContext<Object, Object> route) {
    HttpRequest<?> request = ServerRequestContext.currentRequest().orElseThrow();
    return requests.answer(
        owner(route),
        request.getHeaders().get(OncePerKey.HEADER),
        request.getMethodName() + " " + request.getPath(),
        body(route),
        route.getReturnType().getType(),
        () -> Objects.requireNonNull(route.proceed()));
  }

  private static UserId owner(MethodInvocationContext<Object, Object> route) {
    for (Object argument : route.getParameterValues()) {
      if (argument instanceof CurrentUser user) {
        return new UserId(user.userId());
      }
    }
    throw new IllegalStateException(route + " has no user");
  }

  private static List<Object> body(MethodInvocationContext<Object, Object> route) {
    List<Object> body = new ArrayList<>();
    for (Object argument : route.getParameterValues()) {
      if (argument != null && !(argument instanceof CurrentUser)) {
        body.add(argument);
      }
    }
    return body;
  }
}
