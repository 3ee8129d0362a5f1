package dev.coda.testkit.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.UnknownEvent;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples of runs, and what tests of run stores do with them. Confined to one thread at a time. */
abstract class RunContract extends StoreContract {
  SampleRun tools(SessionId session) {
    return SampleRuns.withTools(ids, owner, session, null, NOON);
  }

  SampleRun started(SampleRun run, int size) {
    stores().runs().start(run.record(), run.opening(size));
    return run;
  }

  void finish(SampleRun run, int size) {
    List<RunCommit> commits = run.commits(size);
    commits.subList(1, commits.size()).forEach(stores().runs()::append);
  }

  RunRecord find(SampleRun run) {
    return stores().runs().find(owner, run.id()).orElseThrow();
  }

  MessageDetails message(MessageId id) {
    return stores().sessions().message(owner, id).orElseThrow();
  }

  static RunCommit commit(SampleRun run, long fence, RunEvent... events) {
    return commit(run, fence, null, events);
  }

  static RunCommit commit(SampleRun run, ProjectionChange change, RunEvent... events) {
    return commit(run, 1, change, events);
  }

  static RunCommit commit(
      SampleRun run, long fence, @Nullable ProjectionChange change, RunEvent... events) {
    return new RunCommit(
        run.id(),
        fence,
        List.of(events),
        change == null ? ProjectionChange.none() : change,
        RunStatus.RUNNING,
        run.opening(1).usage(),
        null,
        null);
  }

  static RunEvent event(SampleRun run, long seq, String fields) {
    return new RunEvent(run.id(), run.session(), seq, NOON, unknown(fields));
  }

  static UnknownEvent unknown(String fields) {
    return new UnknownEvent("from_the_future", (ObjectNode) Samples.json(fields));
  }

  static RunEvent last(SampleRun run) {
    return run.events().get(run.events().size() - 1);
  }
}
