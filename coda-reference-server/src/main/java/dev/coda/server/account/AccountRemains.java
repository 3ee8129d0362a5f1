package dev.coda.server.account;

import dev.coda.api.id.UserId;
import dev.coda.server.auth.DeletedUsers;
import dev.coda.server.oauth.SignOuts;
import dev.coda.server.session.Sessions;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what users owned who have deleted their accounts: at once, and again every minute what a
 * stopped or failed server has left. Each step can be repeated, and several servers may do the same
 * one. Thread-safe.
 */
@Singleton
class AccountRemains implements DeletedUsers {
  private static final Logger LOG = LoggerFactory.getLogger(AccountRemains.class);

  /** Until then the server that was asked is likely still at it. */
  private static final Duration FIRST_ATTEMPT = Duration.ofMinutes(1);

  private final Sessions sessions;
  private final SignOuts signOuts;
  private final DeletedUserRepository users;
  private final Clock clock;

  AccountRemains(Sessions sessions, SignOuts signOuts, DeletedUserRepository users, Clock clock) {
    this.sessions = sessions;
    this.signOuts = signOuts;
    this.users = users;
    this.clock = clock;
  }

  @Override
  public void begin(UUID user) {
    Thread.ofVirtual().name("deleted-account").start(() -> delete(user));
  }

  /** Completes what was begun earlier. */
  @Scheduled(initialDelay = "10s", fixedDelay = "1m")
  void complete() {
    users.markedBefore(clock.instant().minus(FIRST_ATTEMPT)).forEach(user -> delete(user.id()));
  }

  private void delete(UUID user) {
    UserId owner = new UserId(user);
    try {
      sessions.deleteAll(owner);
      signOuts.everywhere(owner);
      remove(user);
      LOG.info("The account {} was deleted", user);
    } catch (RuntimeException e) {
      LOG.warn("The account {} is not deleted completely; that is repeated soon", user, e);
    }
  }

  /** Deletes the user's row, and what else refers to it. */
  @Transactional
  void remove(UUID user) {
    users.removePermissions(user);
    users.removeSessions(user);
    users.removeUser(user);
  }
}
