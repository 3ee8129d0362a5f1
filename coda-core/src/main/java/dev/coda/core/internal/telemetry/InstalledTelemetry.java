package dev.coda.core.internal.telemetry;

import java.util.function.LongSupplier;

/** The telemetry of an agent that was given none. Thread-safe. */
public final class InstalledTelemetry {
  private InstalledTelemetry() {}

  /**
   * Reports to the process's global OpenTelemetry where the library is on the class path and
   * somebody has set one; reports nothing elsewhere.
   *
   * @param nanos a clock that durations are measured with
   */
  public static RunTelemetry find(LongSupplier nanos) {
    try {
      return OpenTelemetryRuns.global(nanos);
    } catch (LinkageError e) {
      // An optional dependency that is absent, or older than what is asked of it.
      return RunTelemetry.NONE;
    }
  }
}
