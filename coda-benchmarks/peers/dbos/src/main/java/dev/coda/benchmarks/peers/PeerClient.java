package dev.coda.benchmarks.peers;

import dev.coda.benchmarks.harness.DurableLibrary;
import dev.coda.benchmarks.harness.Expected;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** DBOS Transact: workflows whose steps are kept in PostgreSQL. Thread-safe. */
final class PeerClient {
  private final DBOS dbos;
  private final Steps steps;
  private final List<String> workflows = new ArrayList<>();

  private PeerClient(String jdbcUrl) {
    this.dbos =
        new DBOS(
            DBOSConfig.defaults("benchmark")
                .withDatabaseUrl(jdbcUrl)
                .withDbUser("postgres")
                .withDbPassword("postgres"));
    this.steps = dbos.registerProxy(Steps.class, new TimedSteps());
    dbos.launch();
  }

  /** Keeps steps by it. Thread-safe. */
  public static final class Library implements DurableLibrary {
    @Override
    public long[] run(String jdbcUrl, int workflows, int stepsEach) {
      PeerClient client = new PeerClient(jdbcUrl);
      try {
        return client.run(workflows, stepsEach);
      } finally {
        client.dbos.close();
      }
    }
  }

  /** What DBOS makes a workflow of. */
  public interface Steps {
    /** Returns the nanoseconds that each step took. */
    long[] run(int count);
  }

  private long[] run(int count, int stepsEach) {
    long[] all = new long[count * stepsEach];
    for (int i = 0; i < count; i++) {
      System.arraycopy(steps.run(stepsEach), 0, all, i * stepsEach, stepsEach);
    }
    for (String workflow : workflows) {
      int kept = dbos.listWorkflowSteps(workflow).size();
      if (kept != stepsEach) {
        throw new IllegalStateException("a workflow has " + kept + " steps");
      }
    }
    return all;
  }

  private final class TimedSteps implements Steps {
    @Override
    @Workflow
    public long[] run(int count) {
      long[] took = new long[count];
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        String result = dbos.runStep(() -> Expected.STEP_RESULT, "step");
        took[i] = System.nanoTime() - start;
        if (!result.equals(Expected.STEP_RESULT)) {
          throw new IllegalStateException("a step returned " + result);
        }
      }
      workflows.add(DBOS.workflowId());
      return took;
    }
  }
}
