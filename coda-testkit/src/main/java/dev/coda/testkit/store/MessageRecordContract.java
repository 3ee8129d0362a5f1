package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.FailureKind;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The requirements on a {@link dev.coda.api.session.SessionStore} for reading and storing whole
 * trees of messages. Confined to one thread at a time.
 */
public abstract class MessageRecordContract extends StoreContract {

  /** For a class that has the stores to test. */
  public MessageRecordContract() {}

  @Test
  void givesBackATreeThatWasLoaded() {
    Session session = session();
    List<MessageRecord> tree = SampleTrees.grow(1, ids, owner, session.id(), 450);
    MessageId head = tree.get(tree.size() - 1).message().id();
    stores()
        .sessions()
        .load(SessionChange.create().headMessageId(head).applyTo(session, NOON), tree);

    assertThat(records(session.id(), 70)).containsExactlyInAnyOrderElementsOf(tree);
    Session stored = reload(session.id());
    assertThat(stored.headMessageId()).isEqualTo(head);
    List<MessageId> path =
        idsOf(stores().sessions().path(owner, session.id(), PathQuery.page(null, null, 500)));
    assertThat(path).hasSize(stored.messageCount()).endsWith(head);
    MessageRecord some = tree.get(7);
    MessageDetails details = stores().sessions().message(owner, some.message().id()).orElseThrow();
    assertThat(details.toolCalls()).isEqualTo(some.toolCalls());
    assertThat(details.thoughts()).isEqualTo(some.thoughts());
  }

  @Test
  void givesParentsBeforeTheirChildrenWhateverThePage() {
    Session session = session();
    stores().sessions().load(session, SampleTrees.grow(2, ids, owner, session.id(), 60));
    List<MessageRecord> inOne = records(session.id(), 1_000);
    assertThat(records(session.id(), 7)).isEqualTo(inOne);
    Set<MessageId> seen = new HashSet<>();
    for (MessageRecord record : inOne) {
      MessageId parent = record.message().parentId();
      assertThat(parent == null || seen.contains(parent)).isTrue();
      seen.add(record.message().id());
    }
  }

  @Test
  void endsAPageOfRecordsWithTheLastThatFits() {
    Session session = session();
    stores().sessions().load(session, SampleTrees.grow(6, ids, owner, session.id(), 40));
    List<MessageRecord> all = records(session.id(), 1_000);

    List<MessageRecord> seen = new ArrayList<>();
    MessageId after = null;
    List<MessageRecord> page =
        stores().sessions().records(owner, session.id(), after, 1_000, 2_000);
    assertThat(page.size()).isBetween(1, all.size() - 1);
    while (!page.isEmpty()) {
      seen.addAll(page);
      after = page.get(page.size() - 1).message().id();
      page = stores().sessions().records(owner, session.id(), after, 1_000, 2_000);
    }
    assertThat(seen).isEqualTo(all);
    assertThat(stores().sessions().records(owner, session.id(), null, 10, 1)).hasSize(1);
  }

  @Test
  void hidesRecordsFromStrangers() {
    Session session = session();
    stores().sessions().load(session, SampleTrees.grow(3, ids, owner, session.id(), 5));
    assertThat(stores().sessions().records(stranger, session.id(), null, 10)).isEmpty();
    assertThat(stores().sessions().records(owner, SessionId.next(ids), null, 10)).isEmpty();
    MessageId elsewhere = newMessage(newSession().id(), null, "elsewhere").id();
    assertThat(stores().sessions().records(owner, session.id(), elsewhere, 10)).isEmpty();
    MessageId here = records(session.id(), 10).get(0).message().id();
    assertThat(stores().sessions().latestLeaf(stranger, here)).isEmpty();
  }

  @Test
  void loadsAnEmptySession() {
    Session session = session();
    stores().sessions().load(session, List.of());
    assertThat(reload(session.id())).isEqualTo(session);
    assertThat(records(session.id(), 5)).isEmpty();
  }

  @Test
  void loadsNothingOfATreeThatIsWrong() {
    Session session = session();
    List<MessageRecord> tree = SampleTrees.grow(4, ids, owner, session.id(), 300);
    List<MessageRecord> backwards = new ArrayList<>(tree);
    Collections.reverse(backwards);
    refuses(FailureKind.NOT_FOUND, session, backwards);
    List<MessageRecord> twice = new ArrayList<>(tree);
    twice.add(tree.get(3));
    refuses(FailureKind.CONFLICT, session, twice);
    Session astray =
        SessionChange.create().headMessageId(MessageId.next(ids)).applyTo(session, NOON);
    refuses(FailureKind.NOT_FOUND, astray, tree);
    stores().sessions().load(session, tree);
    assertFails(FailureKind.CONFLICT, () -> stores().sessions().load(session, List.of()));
    assertThat(records(session.id(), 1_000)).hasSameSizeAs(tree);
  }

  @Test
  void passesOnWhatTheMessagesThrowAndStoresNothing() {
    Session session = session();
    Iterator<MessageRecord> some = SampleTrees.grow(5, ids, owner, session.id(), 300).iterator();
    Iterable<MessageRecord> broken =
        () ->
            new Iterator<>() {
              private int left = 250;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public MessageRecord next() {
                if (left-- == 0) {
                  throw new IllegalStateException("the file ends here");
                }
                return some.next();
              }
            };
    assertThatThrownBy(() -> stores().sessions().load(session, broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the file ends here");
    assertThat(stores().sessions().find(owner, session.id())).isEmpty();
  }

  @Test
  void findsTheLeafThatWasReachedLast() {
    SessionId session = newSession().id();
    Message root = at(session, null, 0);
    Message first = at(session, root.id(), 1);
    Message second = at(session, root.id(), 2);
    Message leaf = at(session, second.id(), 3);
    Message late = at(session, first.id(), 9);
    assertThat(stores().sessions().latestLeaf(owner, root.id())).contains(leaf.id());
    assertThat(stores().sessions().latestLeaf(owner, first.id())).contains(late.id());
    assertThat(stores().sessions().latestLeaf(owner, leaf.id())).contains(leaf.id());
    assertThat(stores().sessions().latestLeaf(owner, MessageId.next(ids))).isEmpty();
  }

  private Session session() {
    return Samples.session(ids, owner, "A tree", NOON);
  }

  private Message at(SessionId session, @Nullable MessageId parent, int seconds) {
    Message message =
        Samples.message(ids, session, parent, "at " + seconds, NOON.plusSeconds(seconds));
    stores().sessions().addMessage(owner, message);
    return message;
  }

  private void refuses(FailureKind kind, Session session, List<MessageRecord> tree) {
    assertFails(kind, () -> stores().sessions().load(session, tree));
    assertThat(stores().sessions().find(owner, session.id())).isEmpty();
  }

  private List<MessageRecord> records(SessionId session, int pageSize) {
    List<MessageRecord> all = new ArrayList<>();
    MessageId after = null;
    List<MessageRecord> page;
    do {
      page = stores().sessions().records(owner, session, after, pageSize);
      all.addAll(page);
      after = page.isEmpty() ? after : page.get(page.size() - 1).message().id();
    } while (page.size() == pageSize);
    return all;
  }
}
