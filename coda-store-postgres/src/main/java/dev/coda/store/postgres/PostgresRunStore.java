package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.error.StoreException;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Lease;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunProgress;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores runs and their logs in PostgreSQL. Thread-safe. */
final class PostgresRunStore implements RunStore {
  private static final int ATTEMPTS = 4;

  private final Database database;
  private final Clock clock;
  private final Clock hostClock;
  private final RunSql sql;
  private final Refusals refusals;
  private final RunLogReader log;
  private final RunLogWriter logWriter;
  private final LogRewriting rewriting;

  PostgresRunStore(Database database, RunLogReader log, Clock clock, Clock hostClock) {
    this.database = database;
    this.clock = clock;
    this.hostClock = hostClock;
    this.sql = new RunSql(database);
    this.refusals = new Refusals(sql);
    this.log = log;
    this.logWriter = new RunLogWriter(database, refusals);
    this.rewriting = new LogRewriting(database);
  }

  @Override
  public RunRecord start(RunRecord run, RunCommit first) {
    Lease lease = run.lease();
    if (lease == null || lease.fence() != first.fence() || !run.id().equals(first.runId())) {
      throw new IllegalArgumentException("a run starts with a lease whose fence is its commit's");
    }
    return database.with(handle -> {
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        Optional<RunRecord> stored =
            insert(handle, run, lease, first).or(() -> earlier(handle, run));
        if (stored.isPresent()) {
          return stored.get();
        }
        // Without a reason, the other writer has ended meanwhile.
        Optional<StoreException> reason = refusals.ofStart(handle, run);
        if (reason.isPresent()) {
          throw reason.get();
        }
      }
      throw Refusals.missingMessage(first);
    });
  }

  @Override
  public void begin(RunRecord run, RunCommit first) {
    first.requireStorable();
    database.inTransaction(handle -> {
      int placed =
          handle
              .createUpdate(sql.begin)
              .bind("run", run.id().value())
              .bind("fence", first.fence())
              .bind("branch", run.branch())
              .bind("started", Bind.time(run.startedAt()))
              .execute();
      if (placed == 0) {
        throw refusals.ofBegin(handle, first);
      }
      return appended(handle, first);
    });
  }

  @Override
  public void append(RunCommit commit) {
    commit.requireStorable();
    if (LogSql.isEventsAlone(commit)) {
      logWriter.append(commit);
      return;
    }
    database.with(Lane.COMMITS, handle -> appended(handle, commit));
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit) {
    return events(Lane.REQUESTS, id, afterSeq, limit, PAGE_BYTES);
  }

  @Override
  public List<RunEvent> events(RunId id, long afterSeq, int limit, int maxBytes) {
    return events(Lane.VIEWERS, id, afterSeq, limit, maxBytes);
  }

  @Override
  public Map<RunId, RunProgress> progress(Collection<RunId> runs) {
    return database.with(
        Lane.VIEWERS,
        handle ->
            handle
                .createQuery(sql.progress)
                .bind("runs", Bind.column(List.copyOf(runs), RunId::value))
                .reduceRows(
                    new HashMap<>(),
                    (progress, row) -> {
                      progress.put(
                          new RunId(row.getColumn("id", UUID.class)),
                          new RunProgress(
                              RunStatus.valueOf(
                                  row.getColumn("status", String.class).toUpperCase(Locale.ROOT)),
                              row.getColumn("last_seq", Long.class)));
                      return progress;
                    }));
  }

  @Override
  public long logBytes(RunId id) {
    return database.with(
        handle -> handle.createQuery(sql.logBytes).bind("run", id.value()).mapTo(Long.class).one());
  }

  @Override
  public Optional<RunRecord> find(UserId owner, RunId id) {
    return database.with(handle -> one(handle, owner, id));
  }

  @Override
  public Optional<RunRecord> findByKey(UserId owner, String idempotencyKey) {
    return database.with(handle ->
        handle
            .createQuery(sql.findByKey)
            .bind("owner", owner.value())
            .bind("key", CleanText.clean(idempotencyKey))
            .map(Rows::run)
            .findOne());
  }

  @Override
  public List<RunRecord> active(UserId owner, SessionId session) {
    return database.with(handle ->
        handle
            .createQuery(sql.active)
            .bind("session", session.value())
            .bind("owner", owner.value())
            .map(Rows::run)
            .list());
  }

  @Override
  public List<RunRecord> active(UserId owner) {
    return database.with(handle ->
        handle.createQuery(sql.activeOfUser).bind("owner", owner.value()).map(Rows::run).list());
  }

  @Override
  public List<Lease.Renewal> renew(List<Lease> leases) {
    Map<RunId, Lease.Renewal> held =
        database.with(
            Lane.LEASES,
            handle ->
                LeaseTime.bind(handle.createQuery(sql.renew), hostClock)
                    .bind("run", Bind.column(leases, lease -> lease.runId().value()))
                    .bind("owner", Bind.column(leases, lease -> CleanText.clean(lease.owner())))
                    .bind("fence", Bind.column(leases, Lease::fence))
                    .bind("until", Bind.column(leases, lease -> Bind.time(lease.until())))
                    .reduceRows(
                        new HashMap<>(),
                        (renewals, row) -> {
                          renewals.put(
                              new RunId(row.getColumn("id", UUID.class)),
                              renewal(row.getColumn("cancel_requested", Boolean.class)));
                          return renewals;
                        }));
    return leases.stream()
        .map(lease -> held.getOrDefault(lease.runId(), Lease.Renewal.LOST))
        .toList();
  }

  @Override
  public Set<RunId> cancelRequested(Collection<RunId> runs) {
    return database.with(
        Lane.LEASES,
        handle ->
            handle
                .createQuery(sql.cancelRequested)
                .bind("runs", Bind.column(List.copyOf(runs), RunId::value))
                .mapTo(UUID.class)
                .map(RunId::new)
                .collect(Collectors.toSet()));
  }

  @Override
  public Lease.Renewal release(Lease lease) {
    return database
        .with(
            Lane.LEASES,
            handle ->
                LeaseTime.bind(handle.createQuery(sql.release), hostClock)
                    .bind("run", lease.runId().value())
                    .bind("owner", CleanText.clean(lease.owner()))
                    .bind("fence", lease.fence())
                    .bind("until", Bind.time(lease.until()))
                    .mapTo(Boolean.class)
                    .findOne())
        .map(PostgresRunStore::renewal)
        .orElse(Lease.Renewal.LOST);
  }

  @Override
  public Optional<RunRecord> claimWaiting(UserId user, RunId id, String owner, Instant until) {
    return database.with(handle ->
        LeaseTime.bind(handle.createQuery(sql.claimWaiting), hostClock)
            .bind("run", id.value())
            .bind("user", user.value())
            .bind("owner", CleanText.clean(owner))
            .bind("until", Bind.time(until))
            .map(Rows::run)
            .findOne());
  }

  @Override
  public List<RunRecord> claimExpired(String owner, Instant now, Instant until, int limit) {
    return database.with(
        Lane.LEASES,
        handle ->
            LeaseTime.bind(handle.createQuery(sql.claim), hostClock)
                .bind("owner", CleanText.clean(owner))
                .bind("now", Bind.time(now))
                .bind("until", Bind.time(until))
                .bind("limit", limit)
                .map(Rows::run)
                .list());
  }

  @Override
  public boolean requestCancel(UserId owner, RunId id) {
    return database.with(handle ->
        handle
                .createUpdate(sql.cancel)
                .bind("run", id.value())
                .bind("owner", owner.value())
                .execute()
            > 0);
  }

  @Override
  public List<RunId> ended(Instant before, @Nullable RunId after, int limit) {
    return rewriting.ended(before, after, limit);
  }

  @Override
  public boolean rewriteLog(RunId id, List<RunEvent> events) {
    return rewriting.rewrite(id, events);
  }

  private List<RunEvent> events(Lane lane, RunId id, long afterSeq, int limit, int maxBytes) {
    return database.with(lane, handle -> log.events(handle, id, afterSeq, limit, maxBytes));
  }

  private static Lease.Renewal renewal(boolean cancelRequested) {
    return cancelRequested ? Lease.Renewal.CANCEL_REQUESTED : Lease.Renewal.HELD;
  }

  private RunCommit appended(Handle handle, RunCommit commit) {
    if (append(handle.getConnection(), commit) == 0) {
      refusals.ofAppend(handle, commit);
    }
    return commit;
  }

  private long append(Connection connection, RunCommit commit) {
    return commit.closesRows()
        ? CommitSql.bindClosing(events(connection, sql.appendClosing, commit), commit).count()
        : CommitSql.bindRows(events(connection, sql.append, commit), commit).count();
  }

  private Parameters events(Connection connection, PreparedSql sql, RunCommit commit) {
    return CommitSql.bindAppend(sql.on(connection), commit, time(commit));
  }

  private Optional<RunRecord> insert(Handle handle, RunRecord run, Lease lease, RunCommit first) {
    Parameters statement = sql.start.on(handle.getConnection());
    CommitSql.bindEvents(statement, first, time(first));
    CommitSql.bindRows(statement, first);
    return LeaseTime.bind(statement, hostClock)
        .bind("session", run.sessionId().value())
        .bind("owner", run.userId().value())
        .bind("branch", run.branch())
        .bind("provider", CleanText.clean(run.model().provider()))
        .bind("model", CleanText.clean(run.model().name()))
        .bind("lease_owner", CleanText.clean(lease.owner()))
        .bind("lease_until", Bind.time(lease.until()))
        .bind("key", CleanText.cleanOrNull(run.idempotencyKey()))
        .bind("cancel", run.cancelRequested())
        .bind("tries", run.tries())
        .bind("started", Bind.time(run.startedAt()))
        .first(Rows::runOf);
  }

  private Optional<RunRecord> one(Handle handle, UserId owner, RunId id) {
    return handle
        .createQuery(sql.find)
        .bind("run", id.value())
        .bind("owner", owner.value())
        .map(Rows::run)
        .findOne();
  }

  private Optional<RunRecord> earlier(Handle handle, RunRecord run) {
    return handle
        .createQuery(sql.earlier)
        .bind("run", run.id().value())
        .bind("owner", run.userId().value())
        .bind("key", CleanText.cleanOrNull(run.idempotencyKey()))
        .map(Rows::run)
        .findOne();
  }

  /** Events name the time of their commit; without any it is now. */
  private Instant time(RunCommit commit) {
    List<RunEvent> events = commit.events();
    return Bind.stored(events.isEmpty() ? clock.instant() : events.get(events.size() - 1).ts());
  }
}
