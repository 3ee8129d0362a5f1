package dev.coda.server.admission;

import dev.coda.api.agent.RunAdmission;
import dev.coda.api.agent.RunLimits;
import dev.coda.api.error.AdmissionException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.server.process.OpenWork;
import dev.coda.server.process.Stopping;
import dev.coda.server.quota.RunQuotas;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about all new work: the agent calls it before it starts a run, and so does a direct call
 * of a tool. Repeated requests, viewers, cancellations and approvals need no admission.
 * Thread-safe.
 */
@Singleton
public final class ServerAdmission implements RunAdmission, OpenWork {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Refusal OVERLOADED =
      new Refusal(FailureKind.OVERLOADED, "The server has too much to do; try again.", SOON);
  private static final Refusal STOPPING =
      new Refusal(
          FailureKind.OVERLOADED, "The server is stopping; try again.", Duration.ofSeconds(5));

  private final AdmissionSettings settings;
  private final Stopping stopping;
  private final RunQuotas quotas;
  private final List<StartCheck> checks;
  private final UserPlaces places = new UserPlaces();
  private final StartLimit starts;

  @Inject
  ServerAdmission(
      AdmissionSettings settings, Stopping stopping, RunQuotas quotas, List<StartCheck> checks) {
    this(settings, stopping, quotas, checks, System::nanoTime);
  }

  ServerAdmission(
      AdmissionSettings settings,
      Stopping stopping,
      RunQuotas quotas,
      List<StartCheck> checks,
      LongSupplier nanos) {
    this.settings = settings;
    this.stopping = stopping;
    this.quotas = quotas;
    this.checks = List.copyOf(checks);
    this.starts = new StartLimit(settings.maxStartDelay(), nanos);
  }

  @Override
  public Permit admit(UserId user, @Nullable String key) {
    Object place = key == null ? new Object() : key;
    if (!takePlace(user, place)) {
      return new Place(user, place, null);
    }
    try {
      checks.forEach(check -> check.check(user));
    } catch (AdmissionException refused) {
      places.give(user, place);
      throw refused;
    }
    StartLimit.Start reserved = Reservation.take();
    StartLimit.Start start = reserved == null ? starts.tryStart() : reserved;
    if (start == null) {
      places.give(user, place);
      throw OVERLOADED.toException();
    }
    return new Place(user, place, start);
  }

  @Override
  public Permit resume(UserId user) {
    Object place = new Object();
    places.take(user, place, Integer.MAX_VALUE);
    return new Place(user, place, null);
  }

  /**
   * Admits a direct call of a tool; closing the permit ends it.
   *
   * @throws AdmissionException if it must not start now
   */
  public Permit call(UserId user) {
    Object place = new Object();
    refuseIfFull();
    takePlace(user, place);
    return new Place(user, place, null);
  }

  /**
   * Checks early whether {@link #admit} would refuse a run.
   *
   * @throws AdmissionException if a new run of this user must not start now
   */
  public void check(UserId user) {
    refuseIfFull();
    refuseIfTooMany(user);
  }

  /**
   * Reserves the start of a run, for requests that store something before it.
   *
   * @throws AdmissionException if a new run of this user must not start now
   */
  public Reservation reserve(UserId user) {
    check(user);
    checks.forEach(check -> check.check(user));
    StartLimit.Start start = starts.tryStart();
    if (start == null) {
      throw OVERLOADED.toException();
    }
    return new Reservation(starts, start);
  }

  /** Returns an empty reservation, with which a run has to get its own admission. */
  public Reservation unreserved() {
    return new Reservation(starts, null);
  }

  /** Returns why no user may start anything now; null if users may. */
  @Nullable Refusal refusal() {
    if (stopping.isBegun()) {
      return STOPPING;
    }
    return starts.isFull() || places.all() >= settings.maxActiveRuns() ? OVERLOADED : null;
  }

  /** Returns how many runs and calls are active. */
  @Override
  public int open() {
    return places.all();
  }

  /** Returns whether the place is new, rather than shared with an equal request. */
  private boolean takePlace(UserId user, Object place) {
    refuseIfStopping();
    return switch (places.take(user, place, settings.concurrentRuns())) {
      case SHARED -> false;
      case NONE_FREE -> throw tooMany();
      case NEW -> {
        if (places.all() > settings.maxActiveRuns()) {
          places.give(user, place);
          throw OVERLOADED.toException();
        }
        yield true;
      }
    };
  }

  private void refuseIfFull() {
    Refusal refusal = refusal();
    if (refusal != null) {
      throw refusal.toException();
    }
  }

  private void refuseIfStopping() {
    if (stopping.isBegun()) {
      throw STOPPING.toException();
    }
  }

  private void refuseIfTooMany(UserId user) {
    if (places.of(user) >= settings.concurrentRuns()) {
      throw tooMany();
    }
  }

  private AdmissionException tooMany() {
    return new AdmissionException(
        FailureKind.RATE_LIMITED,
        "%d runs of yours are active, and no more may be. Wait for one, or cancel one."
            .formatted(settings.concurrentRuns()),
        SOON);
  }

  private final class Place implements Permit {
    private final UserId user;
    private final Object name;
    private final AtomicReference<StartLimit.@Nullable Start> start;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable RunId> reserved = new AtomicReference<>();

    Place(UserId user, Object name, StartLimit.@Nullable Start start) {
      this.user = user;
      this.name = name;
      this.start = new AtomicReference<>(start);
    }

    @Override
    public RunLimits reserve(RunId run, ModelInfo model, LongSupplier inputTokens) {
      RunLimits limits = quotas.reserve(user, run, model, inputTokens.getAsLong());
      reserved.set(run);
      return limits;
    }

    @Override
    public void begun() {
      // The run is stored, and its end will end the reservation.
      reserved.set(null);
      StartLimit.Start under = start.getAndSet(null);
      if (under != null) {
        starts.begun(under);
      }
    }

    @Override
    public void close() {
      if (start.getAndSet(null) != null) {
        starts.abandoned();
      }
      if (closed.compareAndSet(false, true)) {
        places.give(user, name);
      }
      RunId unused = reserved.getAndSet(null);
      if (unused != null) {
        quotas.release(unused);
      }
    }
  }
}
