package dev.coda.core.memory;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/** The one class that needs the module jdk.management, which not every runtime image has. */
final class OperatingSystem {
  private OperatingSystem() {}

  static DoubleSupplier load() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system::getCpuLoad
        : () -> 0;
  }
}
