package dev.coda.testkit.junit;

import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.testkit.model.ScriptedModel;
import dev.coda.testkit.trajectory.Trajectory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test a scripted model, stores, an agent over both and an empty session, and closes the
 * agent afterwards. When a test fails, the events of its runs are attached to the failure.
 *
 * <p>Register it as a field with {@code @RegisterExtension}. Thread-safe.
 */
public final class CodaExtension
    implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final int ALL_MESSAGES = 1_000;

  private final Supplier<? extends Stores> newStores;
  private final AgentFactory factory;
  private final List<Trajectory> trajectories = new CopyOnWriteArrayList<>();
  private volatile @Nullable Scene scene;

  private record Scene(ScriptedModel model, Stores stores, Agent agent, SessionId session) {}

  /** Builds the agent under test. */
  @FunctionalInterface
  public interface AgentFactory {
    /** Builds an agent that asks this model and keeps its sessions here. */
    Agent create(ScriptedModel model, Stores stores);
  }

  private CodaExtension(Supplier<? extends Stores> newStores, AgentFactory factory) {
    this.newStores = newStores;
    this.factory = factory;
  }

  /** Creates stores and an agent for each test in this way. */
  public static CodaExtension with(Supplier<? extends Stores> stores, AgentFactory agent) {
    return new CodaExtension(stores, agent);
  }

  /** Returns the model, to give it scripts and to read what it was asked. */
  public ScriptedModel model() {
    return scene().model();
  }

  /** Returns the agent under test. */
  public Agent agent() {
    return scene().agent();
  }

  /** Returns the stores behind the agent. */
  public Stores stores() {
    return scene().stores();
  }

  /** Returns the test's session. */
  public SessionId session() {
    return scene().session();
  }

  /** Creates another session, for conversations side by side. */
  public SessionId newSession() {
    return newSession(stores());
  }

  /** Starts a run of the test's session; hand it to {@link #watch} to have its events shown. */
  public Run start(String text) {
    return agent().start(RunRequest.of(session(), text));
  }

  /** Asks in the test's session and waits for the end of the run. */
  public Trajectory ask(String text) {
    return watch(start(text));
  }

  /** Waits for the end of a run and keeps its events for the case of a failure. */
  public Trajectory watch(Run run) {
    Trajectory trajectory = Trajectory.of(run);
    trajectories.add(trajectory);
    return trajectory;
  }

  /** Returns the messages of the test's session on the branch in view, oldest first. */
  public List<Message> messages() {
    return stores()
        .sessions()
        .path(UserId.LOCAL, session(), PathQuery.page(null, null, ALL_MESSAGES))
        .stream()
        .map(MessageNode::message)
        .toList();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    trajectories.clear();
    ScriptedModel model = ScriptedModel.of();
    Stores stores = newStores.get();
    SessionId session = newSession(stores);
    scene = new Scene(model, stores, factory.create(model, stores), session);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Scene ended = scene;
    if (ended != null) {
      ended.agent().close();
    }
    scene = null;
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    trajectories.forEach(trajectory -> failure.addSuppressed(new EventLog(trajectory)));
    throw failure;
  }

  private Scene scene() {
    Scene current = scene;
    if (current == null) {
      throw new IllegalStateException(
          "There is no test under way. Is the extension registered with @RegisterExtension?");
    }
    return current;
  }

  private static SessionId newSession(Stores stores) {
    SessionId id = new SessionId(UUID.randomUUID());
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    stores.sessions().create(Session.start(id, UserId.LOCAL, now));
    return id;
  }

  /** Carries a run's events into the report of a failed test; it has no stack of its own. */
  private static final class EventLog extends Exception {
    private static final long serialVersionUID = 1L;

    EventLog(Trajectory trajectory) {
      super(System.lineSeparator() + trajectory, null, false, false);
    }
  }
}
