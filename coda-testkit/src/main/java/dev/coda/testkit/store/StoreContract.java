package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the contracts of stores. Every test uses its own ids, so the stores may
 * contain other rows. Confined to one thread at a time.
 */
public abstract class StoreContract {
  /** The time of everything, unless a test sets another one. */
  static final Instant NOON = Samples.NOON;

  final SampleIds ids = SampleIds.create();
  final UserId owner = UserId.next(ids);
  final UserId stranger = UserId.next(ids);

  /** Only this package writes contracts. */
  StoreContract() {}

  /** {@return the stores to test; they may be shared between tests} */
  protected abstract Stores stores();

  final Session newSession() {
    return newSession("A title", NOON);
  }

  final Session newSession(@Nullable String title, Instant at) {
    Session session = Samples.session(ids, owner, title, at);
    stores().sessions().create(session);
    return session;
  }

  final Message newMessage(SessionId session, @Nullable MessageId parent, String text) {
    Message message = Samples.message(ids, session, parent, text, NOON);
    stores().sessions().addMessage(owner, message);
    return message;
  }

  final Session reload(SessionId id) {
    Optional<Session> session = stores().sessions().find(owner, id);
    return session.orElseThrow();
  }

  static List<MessageId> idsOf(List<MessageNode> nodes) {
    return nodes.stream().map(node -> node.message().id()).toList();
  }

  static void assertFails(FailureKind kind, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }
}
