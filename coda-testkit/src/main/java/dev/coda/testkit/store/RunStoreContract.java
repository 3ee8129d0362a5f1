package dev.coda.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ProjectionChange;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunFinished;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.RunStatus;
import dev.coda.api.event.StepTaken;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Usage;
import dev.coda.api.session.MessageDetails;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionSummary;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The requirements on a {@link dev.coda.api.session.RunStore} for runs, logs and their rows.
 * Confined to one thread at a time.
 */
public abstract class RunStoreContract extends RunContract {
  /** For a class that has the stores to test. */
  public RunStoreContract() {}

  @Test
  void startsARunWithItsFirstEvents() {
    SampleRun run = tools(newSession().id());
    RunCommit first = run.opening(3);
    RunRecord started = stores().runs().start(run.record(), first);
    RunRecord given = run.record();
    assertThat(started).isEqualTo(given.toBuilder().lastSeq(3).usage(first.usage()).build());
    assertThat(stores().runs().find(owner, run.id())).contains(started);
    assertThat(stores().runs().events(run.id(), 0, 10)).isEqualTo(first.events());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 1000})
  void leavesTheRowsOfTheProjectionHoweverTheLogIsCut(int size) {
    Session session = newSession();
    SampleRun run = tools(session.id());
    run.playInto(stores().runs(), size);
    RunProjection rows = run.projection();
    Message answer = rows.answer().orElseThrow();
    assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
    assertThat(message(run.question()).node().message())
        .isEqualTo(rows.userMessage().orElseThrow());
    MessageDetails details = message(answer.id());
    assertThat(details.node().message()).isEqualTo(answer);
    assertThat(details.toolCalls()).isEqualTo(rows.toolCalls());
    assertThat(details.thoughts()).isEqualTo(rows.thoughts());
    RunRecord record = find(run);
    assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(record.usage()).isEqualTo(rows.usage());
    assertThat(record.costUsd()).isEqualTo(rows.costUsd().orElseThrow());
    assertThat(record.lastSeq()).isEqualTo(run.events().size());
    assertThat(record.finishedAt()).isEqualTo(last(run).ts());
    Session after = reload(session.id());
    assertThat(after.headMessageId()).isEqualTo(answer.id());
    assertThat(after.messageCount()).isEqualTo(2);
    assertThat(after.updatedAt()).isEqualTo(last(run).ts());
  }

  @Test
  void namesASessionThatHasNoTitleWithTheRunThatBegins() {
    SessionId session = newSession().id();
    stores().sessions().update(owner, session, SessionChange.create().title(null));
    SampleRun run = tools(session);

    stores().runs().start(run.record(), run.opening(3).withTitle("Zebra crossings"));

    assertThat(reload(session).title()).isEqualTo("Zebra crossings");
    assertThat(stores().sessions().list(owner, new SessionQuery("zebra", 10, null)).items())
        .extracting(SessionSummary::id)
        .containsExactly(session);
  }

  @Test
  void keepsTheTitleThatASessionHas() {
    Session session = newSession();
    stores().sessions().update(owner, session.id(), SessionChange.create().title("Mine"));
    SampleRun run = tools(session.id());

    stores().runs().start(run.record(), run.opening(3).withTitle("Other"));

    assertThat(reload(session.id()).title()).isEqualTo("Mine");
  }

  @Test
  void keepsWhyARunFailed() {
    SampleRun run = SampleRuns.failing(ids, owner, newSession().id(), null, NOON);
    run.playInto(stores().runs(), 2);
    assertThat(find(run).status()).isEqualTo(RunStatus.FAILED);
    assertThat(find(run).error()).isEqualTo(run.projection().error().orElseThrow());
    MessageId answer = run.projection().answer().orElseThrow().id();
    assertThat(message(answer).node().message()).isEqualTo(run.projection().answer().orElseThrow());
  }

  @Test
  void hidesARunFromStrangers() {
    SampleRun run = started(tools(newSession().id()), 3);
    assertThat(stores().runs().find(stranger, run.id())).isEmpty();
    assertThat(stores().runs().active(stranger, run.session())).isEmpty();
    assertThat(stores().runs().requestCancel(stranger, run.id())).isFalse();
    assertThat(find(run).cancelRequested()).isFalse();
  }

  @Test
  void refusesToStartInASessionOfAnotherOwner() {
    SampleRun run = SampleRuns.plain(ids, stranger, newSession().id(), null, NOON);
    assertFails(FailureKind.NOT_FOUND, () -> stores().runs().start(run.record(), run.opening(2)));
    SampleRun nowhere = tools(SessionId.next(ids));
    assertFails(
        FailureKind.NOT_FOUND, () -> stores().runs().start(nowhere.record(), nowhere.opening(2)));
    assertThat(stores().runs().find(stranger, run.id())).isEmpty();
  }

  @Test
  void refusesToStartWithoutTheLeaseOfItsCommit() {
    SampleRun run = tools(newSession().id());
    RunCommit first = run.opening(2);
    RunCommit other =
        new RunCommit(
            run.id(), 2, first.events(), first.change(), first.status(), first.usage(), null, null);
    assertThatThrownBy(() -> stores().runs().start(run.record(), other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesASecondRunOnABranch() {
    Session session = newSession();
    SampleRun first = started(tools(session.id()), 3);
    SampleRun second = tools(session.id());
    assertFails(
        FailureKind.CONFLICT, () -> stores().runs().start(second.record(), second.opening(3)));
    assertFails(
        FailureKind.CONFLICT, () -> stores().runs().start(second.record(), second.opening(1_000)));
    assertThat(stores().runs().find(owner, second.id())).isEmpty();
    assertThat(stores().sessions().message(owner, second.question())).isEmpty();
    finish(first, 3);
    assertThat(stores().runs().start(second.record(), second.opening(3)).id())
        .isEqualTo(second.id());
  }

  @Test
  void runsOnTwoBranchesAtOnce() {
    Session session = newSession();
    Message root = newMessage(session.id(), null, "root");
    SampleRun here = started(tools(session.id()), 2);
    SampleRun there = SampleRuns.plain(ids, owner, session.id(), root.id(), NOON.plusSeconds(1));
    stores().runs().start(there.record(), there.opening(2));
    assertThat(stores().runs().active(owner, session.id()))
        .extracting(RunRecord::id)
        .containsExactly(here.id(), there.id());
    finish(here, 2);
    assertThat(stores().runs().active(owner, session.id()))
        .extracting(RunRecord::id)
        .containsExactly(there.id());
  }

  @Test
  void listsActiveRunsOfAUserInAllSessions() {
    SampleRun first = started(tools(newSession().id()), 2);
    SampleRun second = started(tools(newSession().id()), 2);
    SampleRun ended = started(tools(newSession().id()), 2);
    finish(ended, 2);

    assertThat(stores().runs().active(owner))
        .extracting(RunRecord::id)
        .containsExactlyInAnyOrder(first.id(), second.id());
    assertThat(stores().runs().active(stranger)).isEmpty();
  }

  @Test
  void returnsTheFirstRunOfAnIdempotencyKey() {
    Session session = newSession();
    SampleRun first = started(tools(session.id()).withKey("key"), 3);
    SampleRun again = tools(session.id()).withKey("key");
    assertThat(stores().runs().start(again.record(), again.opening(3))).isEqualTo(find(first));
    assertThat(stores().runs().findByKey(owner, "key")).contains(find(first));
    finish(first, 3);
    assertThat(stores().runs().findByKey(owner, "key")).contains(find(first));
    assertThat(stores().runs().findByKey(owner, "other")).isEmpty();
    assertThat(stores().runs().findByKey(stranger, "key")).isEmpty();
    SampleRun late = tools(newSession().id()).withKey("key");
    assertThat(stores().runs().start(late.record(), late.opening(3))).isEqualTo(find(first));
    assertThat(stores().runs().find(owner, again.id())).isEmpty();
    assertThat(stores().sessions().message(owner, again.question())).isEmpty();
  }

  @Test
  void keepsIdempotencyKeysOfOwnersApart() {
    started(tools(newSession().id()).withKey("same"), 3);
    Session other = Samples.session(ids, stranger, null, NOON);
    stores().sessions().create(other);
    SampleRun run = SampleRuns.plain(ids, stranger, other.id(), null, NOON).withKey("same");
    assertThat(stores().runs().start(run.record(), run.opening(2)).id()).isEqualTo(run.id());
  }

  @Test
  void takesAStartTwiceForOne() {
    SampleRun run = started(tools(newSession().id()), 3);
    assertThat(stores().runs().start(run.record(), run.opening(3))).isEqualTo(find(run));
    assertThat(stores().runs().events(run.id(), 0, 100)).hasSize(3);
  }

  @Test
  void takesACommitTwiceForOne() {
    SampleRun run = tools(newSession().id());
    List<RunCommit> commits = run.commits(4);
    stores().runs().start(run.record(), commits.get(0));
    for (RunCommit commit : commits.subList(1, commits.size())) {
      stores().runs().append(commit);
      stores().runs().append(commit);
    }
    assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
  }

  @Test
  void refusesOtherEventsUnderTheSameNumbers() {
    SampleRun run = started(tools(newSession().id()), 3);
    RunCommit next = run.commits(3).get(1);
    stores().runs().append(next);
    RunEvent taken = next.events().get(1);
    RunEvent other = event(run, taken.seq(), "{}");
    assertFails(FailureKind.CONFLICT, () -> stores().runs().append(commit(run, 1, other)));
    RunEvent later = event(run, 99, "{}");
    assertFails(
        FailureKind.CONFLICT,
        () -> stores().runs().append(commit(run, 1, next.events().get(2), later)));
    stores().runs().append(commit(run, 1, event(run, 7, "{\"n\":1}")));
    assertFails(
        FailureKind.CONFLICT,
        () -> stores().runs().append(commit(run, 1, event(run, 7, "{\"n\":2}"))));
    assertThat(stores().runs().events(run.id(), 0, 100)).hasSize(7);
  }

  @Test
  void refusesTheCommitOfAnotherFence() {
    SampleRun run = started(tools(newSession().id()), 3);
    RunEvent next = run.events().get(3);
    assertFails(FailureKind.FENCED, () -> stores().runs().append(commit(run, 0, next)));
    assertFails(FailureKind.FENCED, () -> stores().runs().append(commit(run, 2, next)));
    assertThat(stores().runs().events(run.id(), 0, 100)).hasSize(3);
  }

  @Test
  void refusesACommitToARunThatHasEnded() {
    SampleRun run = tools(newSession().id());
    run.playInto(stores().runs(), 100);
    RunEvent more = new RunEvent(run.id(), run.session(), last(run).seq() + 1, NOON, unknown("{}"));
    assertFails(FailureKind.FENCED, () -> stores().runs().append(commit(run, 1, more)));
    assertThat(find(run).lease()).isNull();
  }

  @Test
  void refusesACommitToARunThatIsNotThere() {
    SampleRun run = tools(newSession().id());
    assertFails(FailureKind.NOT_FOUND, () -> stores().runs().append(run.opening(2)));
    started(run, 2);
    stores().sessions().delete(owner, run.session());
    assertFails(FailureKind.NOT_FOUND, () -> stores().runs().append(run.commits(2).get(1)));
    assertThat(stores().runs().find(owner, RunId.next(ids))).isEmpty();
  }

  @Test
  void writesNothingOfACommitThatRefersToAMissingMessage() {
    SampleRun run = started(tools(newSession().id()), 3);
    Message orphan = Samples.message(ids, run.session(), MessageId.next(ids), "orphan", NOON);
    ProjectionChange change =
        new ProjectionChange(List.of(orphan), List.of(), List.of(), null, null);
    assertFails(
        FailureKind.NOT_FOUND,
        () -> stores().runs().append(commit(run, change, run.events().get(3))));
    MessageId foreign = newMessage(newSession().id(), null, "elsewhere").id();
    for (MessageId head : List.of(MessageId.next(ids), foreign)) {
      ProjectionChange lost =
          new ProjectionChange(
              List.of(), List.of(), List.of(), new ProjectionChange.HeadMove(null, head), null);
      assertFails(
          FailureKind.NOT_FOUND,
          () -> stores().runs().append(commit(run, lost, run.events().get(3))));
    }
    assertThat(find(run).lastSeq()).isEqualTo(3);
    assertThat(stores().runs().events(run.id(), 0, 100)).hasSize(3);
  }

  @Test
  void movesTheHeadUnlessAnotherBranchCameIntoView() {
    Session session = newSession();
    Message aside = newMessage(session.id(), null, "aside");
    SampleRun run = started(tools(session.id()), 1);
    assertThat(reload(session.id()).headMessageId()).isEqualTo(run.question());
    stores()
        .sessions()
        .update(owner, session.id(), SessionChange.create().headMessageId(aside.id()));
    finish(run, 1);
    assertThat(reload(session.id()).headMessageId()).isEqualTo(aside.id());
    SampleRun next = SampleRuns.plain(ids, owner, session.id(), aside.id(), NOON);
    next.playInto(stores().runs(), 1);
    assertThat(reload(session.id()).headMessageId())
        .isEqualTo(next.projection().answer().orElseThrow().id());
    assertThat(reload(session.id()).messageCount()).isEqualTo(3);
  }

  @Test
  void holdsAPausedRunOpen() {
    SampleRun run = SampleRuns.paused(ids, owner, newSession().id(), null, NOON);
    run.playInto(stores().runs(), 2);
    assertThat(find(run).status()).isEqualTo(RunStatus.PAUSED);
    assertThat(stores().runs().active(owner, run.session())).containsExactly(find(run));
    SampleRun other = tools(run.session());
    assertFails(
        FailureKind.CONFLICT, () -> stores().runs().start(other.record(), other.opening(2)));
  }

  @Test
  void storesHowAnInterruptedRunEnds() {
    SampleRun run = tools(newSession().id());
    Thread.currentThread().interrupt();
    run.playInto(stores().runs(), 10);
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(find(run).status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void findsSaidWordsBySearchOnceTheAnswerIsStored() {
    Session session = newSession();
    SampleRuns.plain(ids, owner, session.id(), null, NOON).playInto(stores().runs(), 3);
    SessionQuery query = new SessionQuery("forty", 5, null);
    assertThat(stores().sessions().list(owner, query).items())
        .extracting(SessionSummary::id)
        .containsExactly(session.id());
  }

  @Test
  void endsARunByItsRowAlone() {
    SampleRun run = tools(newSession().id());
    int upToAStart =
        1 + run.events().stream().map(RunEvent::kind).toList().indexOf(EventKind.TOOL_STARTED);
    started(run, 2);
    run.commits(1).subList(2, upToAStart).forEach(stores().runs()::append);
    MessageId answer = run.projection().answer().orElseThrow().id();
    // As a version that wrote the rows of calls with each step has left them.
    List<ToolCall> rows = message(answer).toolCalls();
    ProjectionChange earlier = new ProjectionChange(List.of(), rows, List.of(), null, null);
    RunEvent step = event(run, upToAStart + 1L, "{}");
    stores().runs().append(commit(run, earlier, step));
    ErrorInfo error = new ErrorInfo("internal", "It went wrong.");
    RunFinished end = new RunFinished(RunStatus.FAILED, "interrupted", Usage.of(7, 5), null, error);
    RunEvent last = new RunEvent(run.id(), run.session(), upToAStart + 513L, NOON, end);
    RunCommit closing = RunCommit.closing(find(run), 1, last);

    stores().runs().append(closing);
    stores().runs().append(closing);

    assertThat(find(run))
        .extracting(RunRecord::status, RunRecord::error, RunRecord::lastSeq, RunRecord::lease)
        .containsExactly(RunStatus.FAILED, error, upToAStart + 513L, null);
    assertThat(stores().runs().events(run.id(), upToAStart, 10)).containsExactly(step, last);
    MessageDetails closed = message(answer);
    assertThat(closed.node().message())
        .extracting(Message::status, Message::error, Message::parts, Message::usage)
        .containsExactly(MessageStatus.FAILED, error, List.of(), find(run).usage());
    assertThat(closed.toolCalls())
        .extracting(ToolCall::status)
        .containsExactly(ToolStatus.UNKNOWN, ToolStatus.ERROR);
    assertThat(closed.toolCalls()).extracting(ToolCall::errorMessage).doesNotContainNull();
    assertThat(stores().runs().active(owner, run.session())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e131072", "[1, {\"deep\": -1e131072}]", "1e-20000", "1e1000000000"})
  void refusesNumbersThatItCannotHoldAndNothingElse(String number) {
    SampleRun run = started(tools(newSession().id()), 3);
    MessageId answer = run.projection().answer().orElseThrow().id();
    CallId call = CallId.next(ids);
    JsonNode odd = Samples.json(number);
    for (EventPayload payload :
        List.of(
            new ToolCallRequested(answer, 1, call, "calculator", odd, null),
            new ToolFinished(answer, 2, call, "calculator", ToolStatus.SUCCESS, odd, null, 1, null),
            new StepTaken(answer, 9, "reasoning", "Hm.", odd))) {
      RunEvent event = new RunEvent(run.id(), run.session(), 4, NOON, payload);
      assertFails(FailureKind.DATA_REFUSED, () -> stores().runs().append(commit(run, 1, event)));
    }

    assertThat(find(run).lastSeq()).isEqualTo(3);
    assertThat(stores().runs().events(run.id(), 3, 10)).isEmpty();
    finish(run, 3);
    assertThat(stores().runs().events(run.id(), 0, 1000)).isEqualTo(run.events());
  }
}
