package dev.coda.server.chat;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.UserId;
import dev.coda.server.admission.Reservation;
import dev.coda.server.admission.ServerAdmission;
import dev.coda.server.idempotency.Submissions;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must be decided of a turn before anything of it is stored. Thread-safe. */
@Singleton
final class Turns {
  private final RunRequests requests;
  private final Submissions submissions;
  private final ServerAdmission admission;

  Turns(RunRequests requests, Submissions submissions, ServerAdmission admission) {
    this.requests = requests;
    this.submissions = submissions;
    this.admission = admission;
  }

  /**
   * Starts a request that may be run.
   *
   * @param route where it was sent to; a key belongs to one
   * @param start starts the run, given the id of the request, which is the same each time it is
   *     sent; null without an idempotency key
   * @throws AdmissionException if it is new and must not start now
   */
  <T> T start(
      UserId user,
      @Nullable String key,
      String route,
      ChatRequest request,
      Function<@Nullable UUID, T> start) {
    requests.check(request, user);
    return startChecked(user, key, route, request, start);
  }

  /**
   * Starts a request of any protocol that was checked before.
   *
   * @param route where it was sent to; a key belongs to one
   * @param request what is sent under the key, as it is in JSON
   * @param start starts the run, as {@link #start} describes it
   */
  <T> T startChecked(
      UserId user,
      @Nullable String key,
      String route,
      Object request,
      Function<@Nullable UUID, T> start) {
    if (key == null) {
      return admission.reserve(user).use(() -> start.apply(null));
    }
    Reservation reservation;
    try {
      reservation = admission.reserve(user);
    } catch (AdmissionException refused) {
      // A repeat may be of a run that has started, which the agent then finds.
      if (!submissions.isKnown(user, key)) {
        throw refused;
      }
      reservation = admission.unreserved();
    }
    return reservation.use(() -> start.apply(submissions.claim(user, key, route, request).id()));
  }
}
