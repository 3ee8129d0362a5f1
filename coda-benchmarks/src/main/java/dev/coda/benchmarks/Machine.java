package dev.coda.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where and when figures were measured. Immutable.
 *
 * @param before how busy the machine was before, as its load average
 * @param after the same after
 */
record Machine(
    LocalDate day,
    String processor,
    int cores,
    long memory,
    String system,
    String java,
    double before,
    double after) {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  /** Describes this machine. */
  static Machine now(double before) throws IOException {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        "%s %s %s".formatted(system.getName(), system.getVersion(), system.getArch()),
        Runtime.version().toString(),
        before,
        load());
  }

  /** Returns the load average of the last minute. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "Measured on %s: %d cores of %s, %d GiB of memory, %s, Java %s. Load average %.1f before"
            + " and %.1f after.",
        day,
        cores,
        processor,
        memory >> 30,
        system,
        java,
        before,
        after);
  }

  private static String processorName() throws IOException {
    if (!Files.exists(PROCESSORS)) {
      return "an unknown processor";
    }
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("an unknown processor");
    }
  }
}
