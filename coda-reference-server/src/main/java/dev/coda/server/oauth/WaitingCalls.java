package dev.coda.server.oauth;

import dev.coda.api.agent.Agent;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalDecision.Verdict;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunResumed;
import dev.coda.api.event.RunStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Stores;
import dev.coda.bridge.oauth.SignedIn;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets runs continue that wait for a sign-in, whichever process started them. Thread-safe. */
@Singleton
class WaitingCalls {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingCalls.class);
  private static final int PAGE = 1_000;

  private final Stores stores;
  private final Agent agent;

  WaitingCalls(Stores stores, Agent agent) {
    this.stores = stores;
    this.agent = agent;
  }

  /** Makes the calls that waited for this sign-in. */
  void resume(SignedIn signedIn) {
    for (RunRecord run : stores.runs().active(signedIn.user())) {
      if (run.status() == RunStatus.PAUSED) {
        waiting(run.id(), signedIn.server())
            .forEach(call -> resume(signedIn.user(), run.id(), call));
      }
    }
  }

  private void resume(UserId user, RunId run, CallId call) {
    try {
      agent
          .find(user, run)
          .ifPresent(
              found -> found.decide(new ApprovalDecision(call, Verdict.APPROVE, null, null)));
    } catch (CodaException e) {
      // The user may have declined, or cancelled the run, at the same moment.
      if (e.kind() != FailureKind.CONFLICT && e.kind() != FailureKind.NOT_FOUND) {
        throw e;
      }
      LOG.info("Run {} does not wait for a sign-in any more: {}", run, e.getMessage());
    }
  }

  private Set<CallId> waiting(RunId run, String server) {
    Set<CallId> waiting = new LinkedHashSet<>();
    List<RunEvent> page = stores.runs().events(run, 0, PAGE);
    while (!page.isEmpty()) {
      for (RunEvent event : page) {
        if (event.payload() instanceof ApprovalRequired asked) {
          waiting.remove(asked.callId());
          if (asked.signIn() != null && asked.signIn().service().equals(server)) {
            waiting.add(asked.callId());
          }
        } else if (event.payload() instanceof RunResumed resumed && resumed.decisions() != null) {
          resumed.decisions().forEach(decision -> waiting.remove(decision.callId()));
        }
      }
      page = stores.runs().events(run, page.getLast().seq(), PAGE);
    }
    return waiting;
  }
}
