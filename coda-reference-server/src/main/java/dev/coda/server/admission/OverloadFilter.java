package dev.coda.server.admission;

import dev.coda.api.error.AdmissionException;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.regex.Pattern;

/**
 * Refuses new turns of an overloaded server before anything is spent on them: no thread, no look at
 * their sign-in. Those that may be repeats of an earlier request go on to the door itself.
 * Thread-safe.
 */
@ServerFilter("/api/v1/**")
final class OverloadFilter implements Ordered {
  private static final Pattern TURNS =
      Pattern.compile("/api/v1/(chat/stream|sessions/[^/]+/messages|tools/[^/]+/execute)/?");

  private final ServerAdmission admission;

  OverloadFilter(ServerAdmission admission) {
    this.admission = admission;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }

  /**
   * @throws AdmissionException if the request must not start anything now
   */
  @RequestFilter
  void filter(HttpRequest<?> request) {
    if (request.getMethod() == HttpMethod.POST
        && !request.getHeaders().contains("Idempotency-Key")
        && TURNS.matcher(request.getPath()).matches()) {
      admission.refuseIfFull();
    }
  }
}
