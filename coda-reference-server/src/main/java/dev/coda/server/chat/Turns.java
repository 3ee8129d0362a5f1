package dev.coda.server.chat;

import dev.coda.api.error.AdmissionException;
import dev.coda.api.id.UserId;
import dev.coda.server.admission.ServerAdmission;
import jakarta.inject.Singleton;
import java.util.UUID;
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
   * Accepts a request that may be run.
   *
   * @return its id, the same each time it is sent; null without an idempotency key
   * @throws AdmissionException if it is new and must not start now
   */
  @Nullable UUID accept(UserId user, @Nullable String key, ChatRequest request) {
    requests.check(request);
    if (key == null) {
      admission.check(user);
      return null;
    }
    try {
      admission.check(user);
    } catch (AdmissionException refused) {
      // A repeat may be of a run that has started, which the agent then finds.
      if (!submissions.isKnown(user, key)) {
        throw refused;
      }
    }
    return submissions.claim(user, key, request);
  }
}
