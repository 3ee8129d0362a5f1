package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The requirements on a {@link dev.coda.api.session.SessionStore} for the tree of messages.
 * Confined to one thread at a time.
 */
public abstract class MessageTreeContract extends StoreContract {
  /** The session to which {@link #chain} adds its messages. */
  private final Session session = Samples.session(ids, owner, "A chain", NOON);

  /** For a class that has the stores to test. */
  public MessageTreeContract() {}

  @Test
  void keepsEveryKindOfPartInOrder() {
    CallId call = CallId.next(ids);
    List<Part> parts =
        List.of(
            new ReasoningPart("Hm … 🤔", Samples.json("{\"z\":1,\"a\":{\"signature\":\"=/+\"}}")),
            new ReasoningPart("", null),
            new TextPart("First\r\n\tline — «ü» 👩‍👩‍👧 \u200f\u0001"),
            new ToolCallPart(
                call, "calc", Samples.json("{\"x\":[1,1.5,-2e300,null]}"), Samples.json("\"s\"")),
            new ToolCallPart(call, "odd", Samples.json("[\"no object\"]"), null),
            new ToolResultPart(
                call, "calc", ToolStatus.SUCCESS, Samples.json("{\"ok\":true}"), null, 12L),
            new ToolResultPart(call, "calc", ToolStatus.ERROR, null, "broken", 7L),
            new ToolResultPart(call, "calc", ToolStatus.DENIED, null, "no", null),
            new TextPart(""),
            new MediaPart("image/png", "https://example.com/a.png", null, null),
            new MediaPart("text/plain", null, "aGVsbG8=", "hello.txt"));
    Message message = Samples.message(ids, newSession().id(), null, parts, NOON);
    stores().sessions().addMessage(owner, message);
    assertThat(load(message.id())).isEqualTo(message);
  }

  @Test
  void keepsWhatAModelWantsBackByteForByte() {
    String state = "{\"z\":{\"b\":1,\"a\":1.0},\"a\":\"\\u0000 \\\\u0000\"}";
    Message message =
        Samples.message(
            ids,
            newSession().id(),
            null,
            List.of(new ReasoningPart("nul: \u0000", Samples.json(state))),
            NOON);
    stores().sessions().addMessage(owner, message);
    ReasoningPart stored = (ReasoningPart) load(message.id()).parts().get(0);
    assertThat(stored.text()).isEqualTo("nul: \u0000");
    assertThat(String.valueOf(stored.state())).isEqualTo(Samples.json(state).toString());
  }

  @Test
  void keepsEveryFieldOfAMessage() {
    Message message =
        Message.builder(MessageId.next(ids), newSession().id(), Role.ASSISTANT, NOON.plusMillis(7))
            .runId(RunId.next(ids))
            .parts(List.of(new TextPart("Half an ans")))
            .model(new ModelRef("hosted", "org/model:7b"))
            .usage(new Usage(10, 20, 3, 4, 5))
            .costUsd(new BigDecimal("0.000123"))
            .processingTimeMs(4_321L)
            .status(MessageStatus.FAILED)
            .error(new ErrorInfo("stream_cut", "The provider broke off."))
            .metadata(Samples.json("{\"rating\":1}"))
            .build();
    stores().sessions().addMessage(owner, message);
    assertThat(load(message.id())).isEqualTo(message);
  }

  @Test
  void refusesAMessageWhoseParentIsNotInItsSession() {
    Session here = newSession();
    Message elsewhere = newMessage(newSession().id(), null, "elsewhere");
    assertFails(FailureKind.NOT_FOUND, () -> newMessage(here.id(), elsewhere.id(), "orphan"));
    assertFails(FailureKind.NOT_FOUND, () -> newMessage(here.id(), MessageId.next(ids), "orphan"));
    assertFails(FailureKind.NOT_FOUND, () -> newMessage(SessionId.next(ids), null, "orphan"));
  }

  @Test
  void refusesAMessageTwice() {
    Message message = newMessage(newSession().id(), null, "once");
    assertFails(FailureKind.CONFLICT, () -> stores().sessions().addMessage(owner, message));
  }

  @Test
  void leavesTheHeadWhereItIsWhenAMessageIsAdded() {
    Session before = newSession();
    newMessage(before.id(), null, "added");
    assertThat(reload(before.id())).isEqualTo(before);
  }

  @Test
  void walksThePathFromTheRootToTheHead() {
    List<MessageId> chain = chain(5);
    assertThat(path(PathQuery.page(null, null, 10))).isEqualTo(chain);
    assertThat(path(PathQuery.page(chain.get(2), null, 10))).isEqualTo(chain.subList(0, 3));
  }

  @Test
  void pagesAlongThePath() {
    List<MessageId> chain = chain(7);
    List<MessageId> seen = new ArrayList<>();
    MessageId after = null;
    List<MessageId> page = path(PathQuery.page(null, after, 3));
    while (!page.isEmpty()) {
      seen.addAll(page);
      after = page.get(page.size() - 1);
      page = path(PathQuery.page(null, after, 3));
    }
    assertThat(seen).isEqualTo(chain);
  }

  @Test
  void keepsPagesStableWhileTheBranchGrows() {
    List<MessageId> chain = chain(4);
    List<MessageId> first = path(PathQuery.page(null, null, 2));
    Message added = newMessage(session.id(), chain.get(3), "more");
    stores()
        .sessions()
        .update(owner, session.id(), SessionChange.create().headMessageId(added.id()));
    assertThat(path(PathQuery.page(null, first.get(1), 2))).isEqualTo(chain.subList(2, 4));
  }

  @Test
  void givesTheLatestMessagesOldestFirst() {
    List<MessageId> chain = chain(6);
    assertThat(path(PathQuery.latest(null, 2))).isEqualTo(chain.subList(4, 6));
    assertThat(path(PathQuery.latest(chain.get(3), 3))).isEqualTo(chain.subList(1, 4));
    assertThat(path(PathQuery.latest(null, 100))).isEqualTo(chain);
  }

  @Test
  void findsNoPathWithoutALeaf() {
    List<MessageId> chain = chain(2);
    MessageId unknown = MessageId.next(ids);
    assertThat(path(PathQuery.page(unknown, null, 5))).isEmpty();
    assertThat(path(PathQuery.latest(unknown, 5))).isEmpty();
    assertThat(path(PathQuery.page(null, unknown, 5))).isEmpty();
    assertThat(path(PathQuery.page(null, chain.get(1), 5))).as("behind the leaf").isEmpty();
    SessionId empty = newSession().id();
    assertThat(stores().sessions().path(owner, empty, PathQuery.page(null, null, 5))).isEmpty();
    assertThat(stores().sessions().path(owner, empty, PathQuery.page(chain.get(1), null, 5)))
        .as("a leaf of another session")
        .isEmpty();
    assertThat(stores().sessions().path(owner, SessionId.next(ids), PathQuery.page(null, null, 5)))
        .isEmpty();
  }

  @Test
  void givesNothingBehindAMessageOfAnotherBranch() {
    List<MessageId> chain = chain(4);
    Message aside = newMessage(session.id(), chain.get(0), "aside");
    assertThat(path(PathQuery.page(null, aside.id(), 5))).isEmpty();
    assertThat(path(PathQuery.page(aside.id(), chain.get(2), 5))).isEmpty();
  }

  @Test
  void namesSiblingsOfTheSameRoleOldestFirst() {
    Session home = newSession();
    Message first = add(home, null, Role.USER, NOON);
    Message second = add(home, null, Role.USER, NOON.plusSeconds(1));
    Message system = add(home, null, Role.SYSTEM, NOON);
    Message late = add(home, first.id(), Role.ASSISTANT, NOON.plusSeconds(9));
    Message early = add(home, first.id(), Role.ASSISTANT, NOON.plusSeconds(3));
    Message aside = add(home, first.id(), Role.USER, NOON);
    add(newSession(), null, Role.USER, NOON);
    assertThat(siblings(first)).containsExactly(first.id(), second.id());
    assertThat(siblings(second)).containsExactly(first.id(), second.id());
    assertThat(siblings(system)).containsExactly(system.id());
    assertThat(siblings(aside)).containsExactly(aside.id());
    assertThat(siblings(late)).containsExactly(early.id(), late.id());
    List<MessageNode> path =
        stores().sessions().path(owner, home.id(), PathQuery.page(late.id(), null, 5));
    assertThat(path)
        .extracting(MessageNode::siblingIds)
        .containsExactly(List.of(first.id(), second.id()), List.of(early.id(), late.id()));
  }

  private List<MessageId> chain(int length) {
    stores().sessions().create(session);
    List<MessageId> chain = new ArrayList<>();
    MessageId parent = null;
    for (int i = 0; i < length; i++) {
      parent = newMessage(session.id(), parent, "message " + i).id();
      chain.add(parent);
    }
    stores().sessions().update(owner, session.id(), SessionChange.create().headMessageId(parent));
    return chain;
  }

  @Test
  void endsAPathWithTheLastMessageThatFits() {
    SessionId session = newSession().id();
    String text = "x".repeat(10_000);
    List<MessageId> large = new ArrayList<>();
    MessageId parent = null;
    for (int i = 0; i < 5; i++) {
      parent = newMessage(session, parent, text).id();
      large.add(parent);
    }
    var store = stores().sessions();
    PathQuery first = PathQuery.page(parent, null, 10);
    PathQuery latest = PathQuery.latest(parent, 10);

    assertThat(idsOf(store.path(owner, session, first.withMaxBytes(25_000))))
        .isEqualTo(large.subList(0, 2));
    assertThat(
            idsOf(
                store.path(
                    owner, session, PathQuery.page(parent, large.get(1), 10).withMaxBytes(25_000))))
        .isEqualTo(large.subList(2, 4));
    assertThat(idsOf(store.path(owner, session, latest.withMaxBytes(25_000))))
        .isEqualTo(large.subList(3, 5));
    assertThat(idsOf(store.path(owner, session, first.withMaxBytes(1))))
        .isEqualTo(large.subList(0, 1));
    assertThat(idsOf(store.path(owner, session, latest.withMaxBytes(1))))
        .isEqualTo(large.subList(4, 5));
    assertThat(idsOf(store.path(owner, session, first.withMaxBytes(100_000)))).isEqualTo(large);
  }

  private List<MessageId> path(PathQuery query) {
    return idsOf(stores().sessions().path(owner, session.id(), query));
  }

  private List<MessageId> siblings(Message message) {
    return stores().sessions().message(owner, message.id()).orElseThrow().node().siblingIds();
  }

  private Message load(MessageId id) {
    return stores().sessions().message(owner, id).orElseThrow().node().message();
  }

  private Message add(Session session, @Nullable MessageId parent, Role role, Instant at) {
    Message message =
        Message.builder(MessageId.next(ids), session.id(), role, at)
            .parentId(parent)
            .parts(List.of(new TextPart("text")))
            .build();
    stores().sessions().addMessage(owner, message);
    return message;
  }
}
