package dev.coda.benchmarks.harness;

/** One library whose work can be measured without a host. Thread-safe. */
@FunctionalInterface
public interface InProcess {
  /** Builds an agent with one tool. */
  String ONE_TOOL = "one-tool";

  /** Builds an agent with {@link #MANY} tools. */
  String MANY_TOOLS = "many-tools";

  /** Answers {@link Expected#LOOP_ANSWER} after a call of a tool, with a scripted model. */
  String TOOL_LOOP = "tool-loop";

  /** How many tools are many. */
  int MANY = 32;

  /** Does the work once and checks what comes of it. */
  @FunctionalInterface
  interface Call {
    /** Returns what came of it. */
    Object run() throws Exception;
  }

  /**
   * Prepares a workload.
   *
   * @throws UnsupportedOperationException where the library has no such thing
   */
  Call prepare(String workload) throws Exception;
}
