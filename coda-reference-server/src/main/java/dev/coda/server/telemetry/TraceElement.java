package dev.coda.server.telemetry;

import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Carries the current span from thread to thread, and its trace id into the log. Immutable. */
record TraceElement(Context context, String traceId)
    implements ThreadPropagatedContextElement<Scope> {
  private static final String LOG_KEY = "trace_id";

  @Override
  @SuppressWarnings("MustBeClosedChecker") // Closed by restoreThreadContext.
  public Scope updateThreadContext() {
    MDC.put(LOG_KEY, traceId);
    return context.makeCurrent();
  }

  @Override
  public void restoreThreadContext(@Nullable Scope scope) {
    MDC.remove(LOG_KEY);
    if (scope != null) {
      scope.close();
    }
  }
}
