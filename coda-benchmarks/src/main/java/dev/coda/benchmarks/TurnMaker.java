package dev.coda.benchmarks;

import dev.coda.api.agent.RunOutcome;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionStore;
import dev.coda.api.tool.ToolSource;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.time.FakeClock;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Has the engine run turns beforehand and keeps what it gave to its store, so that a store is
 * measured with commits as the engine makes them, without the engine.
 */
final class TurnMaker {
  private static final Duration TOKEN_EVERY = Duration.ofMillis(20);
  private static final int TOKENS = 100;

  private final FakeClock clock = FakeClock.ticking();
  private final TimeOrderedIds ids = new TimeOrderedIds();

  /** Makes turns of a question and an answer of 100 tokens, fifty a second. */
  List<StoredTurn> answers(int turns) throws InterruptedException {
    return make(turns, () -> ScriptedModel.of(answer()));
  }

  /** Makes turns in which a tool is called this often, once each time the model is asked. */
  List<StoredTurn> withTools(int turns, int calls) throws InterruptedException {
    ModelScript[] scripts = new ModelScript[calls + 1];
    for (int i = 0; i < calls; i++) {
      scripts[i] = ModelScript.create().callTool("add", "{\"a\":%d,\"b\":40}".formatted(i));
    }
    scripts[calls] = ModelScript.create().say("The sum ", "is 42.");
    return make(turns, () -> ScriptedModel.of(scripts));
  }

  private ModelScript answer() {
    ModelScript script = ModelScript.create();
    for (int i = 0; i < TOKENS; i++) {
      script.then(call -> clock.advance(TOKEN_EVERY)).say("token " + i + " ");
    }
    return script;
  }

  private List<StoredTurn> make(int turns, Supplier<StreamingChatModel> model)
      throws InterruptedException {
    Recorder recorder = new Recorder();
    ForgetfulStores stores = ForgetfulStores.with(recorder);
    try (CodaAgent agent =
        CodaAgent.builder()
            .models(new FreshModels(model))
            .tools(ToolSource.of(SmallTool.adding("add")))
            .stores(stores)
            .executor(Desk.SAME_THREAD)
            .clock(clock)
            .build()) {
      for (int i = 0; i < turns; i++) {
        SessionId session = SessionId.next(ids);
        stores.sessions().create(Session.start(session, UserId.LOCAL, clock.instant()));
        recorder.expect(stores.sessions(), session);
        RunOutcome outcome = agent.start(RunRequest.of(session, "What does it say?")).outcome();
        if (!(outcome instanceof RunOutcome.Completed)) {
          throw new IllegalStateException("the run did not complete: " + outcome);
        }
      }
    }
    return IntStream.range(0, turns).mapToObj(recorder::turn).toList();
  }

  /** Records what is stored, turn after turn. Confined to one thread at a time. */
  private static final class Recorder extends ForgetfulRunStore {
    private final List<Session> sessions = new ArrayList<>();
    private final List<RunRecord> runs = new ArrayList<>();
    private final List<RunCommit> first = new ArrayList<>();
    private final List<List<RunCommit>> rest = new ArrayList<>();

    void expect(SessionStore store, SessionId session) {
      sessions.add(store.find(UserId.LOCAL, session).orElseThrow());
    }

    @Override
    public RunRecord start(RunRecord run, RunCommit commit) {
      runs.add(run);
      first.add(commit);
      rest.add(new ArrayList<>());
      return run;
    }

    @Override
    public void append(RunCommit commit) {
      rest.get(rest.size() - 1).add(commit);
    }

    StoredTurn turn(int i) {
      return new StoredTurn(sessions.get(i), runs.get(i), first.get(i), rest.get(i));
    }
  }
}
