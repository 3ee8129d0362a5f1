package dev.coda.server.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.RunAdmission;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.CallId;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.api.time.TimerClock;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolProgress;
import dev.coda.api.tool.ToolResult;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.StoreRetry;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.core.tools.ToolGate;
import dev.coda.server.admission.ServerAdmission;
import dev.coda.server.analytics.CallEvents;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Calls single tools outside of any run, on a user's request. Thread-safe. */
@Singleton
public class SingleCalls {
  private static final StoreRetry STORE_RETRY = StoreRetry.of(TimerClock.system());

  private final CodaAgent agent;
  private final Stores stores;
  private final IdSource ids;
  private final ServerAdmission admission;
  private final CallEvents events;
  private final OpenTelemetry telemetry;

  SingleCalls(
      CodaAgent agent,
      Stores stores,
      IdSource ids,
      ServerAdmission admission,
      CallEvents events,
      OpenTelemetry telemetry) {
    this.agent = agent;
    this.stores = stores;
    this.ids = ids;
    this.admission = admission;
    this.events = events;
    this.telemetry = telemetry;
  }

  /**
   * Returns the present permissions for this user's calls. The user's settings apply as in runs.
   */
  public Function<RegisteredTool, ToolPermission> permissions(UserId user) {
    return ToolGate.of(stores.toolPermissions(), user, Map.of(), Duration.ZERO, STORE_RETRY)
        .permissions();
  }

  /**
   * Runs a tool that is permitted, with valid input.
   *
   * @throws dev.coda.api.error.AdmissionException if the user or the server has too many active
   *     runs
   */
  public ToolResult run(
      UserId user,
      RegisteredTool tool,
      CallId call,
      JsonNode input,
      CancelSignal signal,
      ToolProgress progress) {
    try (RunAdmission.Permit permit = admission.call(user)) {
      // A call of its own belongs to no conversation, so the ids of one are made up.
      ToolContext context =
          ToolContext.builder()
              .userId(user)
              .sessionId(SessionId.next(ids))
              .runId(RunId.next(ids))
              .callId(call)
              .cancelSignal(signal)
              .progress(progress)
              .headers(trace())
              .build();
      long begun = System.nanoTime();
      ToolResult result = agent.toolExecutor().execute(tool, input, context);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      events.ended(user, call, tool.tool().spec().name(), result, took);
      return result;
    }
  }

  /** Returns the headers that carry the request's trace to the tool. */
  private Map<String, String> trace() {
    Map<String, String> headers = new HashMap<>();
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(
            Context.current(),
            headers,
            (target, key, value) -> Objects.requireNonNull(target).put(key, value));
    return headers;
  }
}
