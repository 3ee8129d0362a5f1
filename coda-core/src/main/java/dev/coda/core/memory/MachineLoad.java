package dev.coda.core.memory;

/** How busy the machine is with other work than embedding. Thread-safe. */
@FunctionalInterface
interface MachineLoad {
  /** A machine that has nothing else to do. */
  MachineLoad IDLE = () -> 0;

  /** {@return which part of all processors other work takes, from 0 to 1} */
  double ofOthers();

  /** Learns how long a processor has embedded. */
  default void embedded(long nanos) {}
}
