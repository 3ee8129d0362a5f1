package dev.coda.core.internal.telemetry;

import java.util.function.LongSupplier;

/** The telemetry of an agent that was given none. Thread-safe. */
public final class InstalledTelemetry {
  /**
   * Whether the library was looked for without success, which takes longer than building an agent.
   */
  private static volatile boolean absent;

  private InstalledTelemetry() {}

  /**
   * Reports to the process's global OpenTelemetry where the library is on the class path and
   * somebody has set one; reports nothing elsewhere.
   *
   * @param nanos a clock that durations are measured with
   */
  public static RunTelemetry find(LongSupplier nanos) {
    if (absent) {
      return RunTelemetry.NONE;
    }
    try {
      return OpenTelemetryRuns.global(nanos);
    } catch (LinkageError e) {
      // An optional dependency that is absent, or older than what is asked of it.
      absent = true;
      return RunTelemetry.NONE;
    }
  }
}
