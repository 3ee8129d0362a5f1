package dev.coda.server.admission;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemResponses;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses new turns of an overloaded server before anything is spent on them: no thread, no body,
 * no look at their sign-in, no exception. Those that may be repeats of an earlier request are
 * decided later, by {@link ServerAdmission}. Thread-safe.
 */
@ServerFilter({"/api/v1/**", "/v1/**"})
final class OverloadFilter implements Ordered {
  private static final Pattern TURNS =
      Pattern.compile(
          "/(api/v1/(chat/stream|agui|ai/chat|sessions/[^/]+/messages|tools/[^/]+/execute)"
              + "|v1/(chat/completions|responses))/?");

  private final ServerAdmission admission;

  OverloadFilter(ServerAdmission admission) {
    this.admission = admission;
  }

  /** Before all other checks of the request. */
  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before() - 1;
  }

  @RequestFilter
  @Nullable HttpResponse<?> filter(HttpRequest<?> request) {
    Refusal refusal = isNewTurn(request) ? admission.refusal() : null;
    return refusal == null
        ? null
        : ProblemResponses.retryLater(
            request, ErrorCode.UNAVAILABLE, refusal.message(), refusal.retryAfter());
  }

  private static boolean isNewTurn(HttpRequest<?> request) {
    return request.getMethod() == HttpMethod.POST
        && !request.getHeaders().contains("Idempotency-Key")
        && TURNS.matcher(request.getPath()).matches();
  }
}
