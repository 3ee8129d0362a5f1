package dev.coda.server.http;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses query parameters that a route does not declare, that occur twice or that are empty: a
 * misspelt {@code limit} would otherwise be ignored without a word. Refuses U+0000 in names that
 * are part of the path, which no database stores. Thread-safe.
 */
@ServerFilter({"/api/**", "/mcp"})
final class AddressFilter implements Ordered {
  private static final int LONGEST_NAME = 50;

  /** After security, so that a stranger learns nothing of a route. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (RouteAttributes.getRouteMatch(request).orElse(null)
        instanceof MethodBasedRouteMatch<?, ?> route) {
      List<FieldError> errors = new ArrayList<>();
      checkPath(route.getVariableValues(), errors);
      HttpParameters query = request.getParameters();
      if (!query.isEmpty()) {
        checkQuery(query, declared(route.getArguments()), errors);
      }
      if (!errors.isEmpty()) {
        throw ProblemException.invalid(errors);
      }
    }
  }

  private static void checkPath(Map<String, Object> variables, List<FieldError> errors) {
    variables.forEach((name, value) -> {
      if (value instanceof String text && text.indexOf('\0') >= 0) {
        errors.add(new FieldError(name, "must not contain U+0000"));
      }
    });
  }

  private static void checkQuery(
      HttpParameters query, Set<String> declared, List<FieldError> errors) {
    for (String name : query.names()) {
      List<String> values = query.getAll(name);
      if (!declared.contains(name)) {
        errors.add(new FieldError(shown(name), "is not a parameter of this address"));
      } else if (values.size() > 1) {
        errors.add(new FieldError(name, "occurs twice"));
      } else if (values.getFirst().isEmpty()) {
        errors.add(new FieldError(name, "must not be empty"));
      }
    }
  }

  private static Set<String> declared(Argument<?>[] arguments) {
    return Arrays.stream(arguments)
        .filter(argument -> argument.isAnnotationPresent(QueryValue.class))
        .map(AddressFilter::name)
        .collect(Collectors.toSet());
  }

  private static String name(Argument<?> argument) {
    AnnotationMetadata metadata = argument.getAnnotationMetadata();
    return metadata
        .stringValue("io.micronaut.core.bind.annotation.Bindable")
        .filter(name -> !name.isEmpty())
        .orElseGet(argument::getName);
  }

  /** A name that is long or holds control characters would only fill the answer. */
  private static String shown(String name) {
    boolean plain = name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c > ' ' && c < 127);
    return plain && !name.isEmpty() ? name : "query";
  }
}
