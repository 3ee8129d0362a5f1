package dev.coda.testkit.store;

import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStarted;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run with its whole log, ready to be put into a store. Immutable.
 *
 * @param owner the user who owns it
 * @param events all events, in order; the first is the start of the run
 * @param leaseUntil the end of the lease with which it starts
 * @param idempotencyKey null for none
 */
public record SampleRun(
    UserId owner, List<RunEvent> events, Instant leaseUntil, @Nullable String idempotencyKey) {
  /** The owner of the lease with which a sample starts; its fence is 1. */
  public static final String LEASE_OWNER = "sample-owner";

  /** Copies the list. */
  public SampleRun {
    events = List.copyOf(events);
  }

  /**
   * {@return the same run with a key}
   *
   * @param key the idempotency key
   */
  public SampleRun withKey(String key) {
    return new SampleRun(owner, events, leaseUntil, key);
  }

  /**
   * {@return the same run with a lease that ends at this time}
   *
   * @param until the time at which the lease ends
   */
  public SampleRun leasedUntil(Instant until) {
    return new SampleRun(owner, events, until, idempotencyKey);
  }

  /** {@return the run's id} */
  public RunId id() {
    return events.get(0).runId();
  }

  /** {@return the session's id} */
  public SessionId session() {
    return events.get(0).sessionId();
  }

  /** {@return the id of the message that the run answers} */
  public MessageId question() {
    return opening().userMessageId();
  }

  /** {@return the rows that follow from the whole log} */
  public RunProjection projection() {
    return RunProjection.of(events);
  }

  /**
   * Returns the record to start the run with.
   *
   * @return the record
   */
  public RunRecord record() {
    RunStarted opening = opening();
    UUID branch =
        opening.content() == null
            ? opening.userMessageId().value()
            : opening.parentId() == null ? session().value() : opening.parentId().value();
    return RunRecord.builder(
            id(),
            session(),
            owner,
            branch,
            new ModelRef(opening.modelProvider(), opening.modelName()),
            events.get(0).ts())
        .lease(new Lease(id(), LEASE_OWNER, 1, leaseUntil))
        .idempotencyKey(idempotencyKey)
        .build();
  }

  /**
   * Cuts the log into commits of this many events; the last may have fewer.
   *
   * @param size the number of events in a commit
   * @return the commits, in their order
   */
  public List<RunCommit> commits(int size) {
    RunProjection projection = new RunProjection();
    List<RunCommit> commits = new ArrayList<>();
    for (int from = 0; from < events.size(); from += size) {
      List<RunEvent> some = events.subList(from, Math.min(events.size(), from + size));
      some.forEach(projection::apply);
      commits.add(RunCommit.of(id(), 1, some, projection));
    }
    return commits;
  }

  /**
   * {@return the commit with only the first events}
   *
   * @param size the number of events
   */
  public RunCommit opening(int size) {
    return commits(size).get(0);
  }

  /**
   * Starts the run in a store and appends the rest, in commits of this many events.
   *
   * @param store the store
   * @param size the number of events in a commit
   */
  public void playInto(RunStore store, int size) {
    List<RunCommit> commits = commits(size);
    store.start(record(), commits.get(0));
    commits.subList(1, commits.size()).forEach(store::append);
  }

  private RunStarted opening() {
    return (RunStarted) events.get(0).payload();
  }
}
