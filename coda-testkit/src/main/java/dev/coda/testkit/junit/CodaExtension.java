package dev.coda.testkit.junit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.testkit.json.Values;
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
 * Creates a scripted model, stores, an agent that uses both, and an empty session for each test,
 * and closes the agent afterwards. When a test fails, the events of its runs are attached to the
 * failure.
 *
 * <p>Register it as a field with {@code @RegisterExtension}. Thread-safe.
 */
public final class CodaExtension
    implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {
  private static final int ALL_MESSAGES = 1_000;

  private final Supplier<? extends Stores> newStores;
  private final AgentFactory factory;
  private final List<Watched> watched = new CopyOnWriteArrayList<>();
  private volatile @Nullable Scene scene;

  private record Scene(ScriptedModel model, Stores stores, Agent agent, SessionId session) {}

  private record Watched(Run run, Trajectory trajectory) {}

  /** Builds the agent under test. */
  @FunctionalInterface
  public interface AgentFactory {
    /**
     * Builds an agent that calls this model and stores its sessions here.
     *
     * @param model the model of the test
     * @param stores the stores
     * @return the agent
     */
    Agent create(ScriptedModel model, Stores stores);
  }

  private CodaExtension(Supplier<? extends Stores> newStores, AgentFactory factory) {
    this.newStores = newStores;
    this.factory = factory;
  }

  /**
   * Creates an extension that builds stores and an agent for each test.
   *
   * @param stores creates the stores of a test
   * @param agent creates the agent of a test
   * @return the extension
   */
  public static CodaExtension with(Supplier<? extends Stores> stores, AgentFactory agent) {
    return new CodaExtension(stores, agent);
  }

  /** {@return the model, to add scripts and to read its requests} */
  public ScriptedModel model() {
    return scene().model();
  }

  /** {@return the agent under test} */
  public Agent agent() {
    return scene().agent();
  }

  /** {@return the stores of the agent} */
  public Stores stores() {
    return scene().stores();
  }

  /** {@return the test's session} */
  public SessionId session() {
    return scene().session();
  }

  /**
   * Creates another session, for a test with several conversations.
   *
   * @return the id of the session
   */
  public SessionId newSession() {
    return newSession(stores());
  }

  /**
   * Starts a run of the test's session. Pass it to {@link #watch}, so that a failure shows its
   * events.
   *
   * @param text the user's message
   * @return a handle on the run
   */
  public Run start(String text) {
    return agent().start(RunRequest.of(session(), text));
  }

  /**
   * Asks in the test's session and waits for the end of the run, or until it waits for a decision:
   * {@link #approve()} or {@link #deny()} then continues it.
   *
   * @param text the user's message
   * @return the course of the run
   */
  public Trajectory ask(String text) {
    return watch(start(text));
  }

  /**
   * Waits for the end of a run, or until it waits for a decision, and keeps its events, which a
   * failure shows.
   *
   * @param run the run
   * @return the course of the run
   */
  public Trajectory watch(Run run) {
    Trajectory trajectory = Trajectory.of(run);
    watched.removeIf(earlier -> earlier.run().id().equals(run.id()));
    watched.add(new Watched(run, trajectory));
    return trajectory;
  }

  /**
   * Approves the calls that the latest watched run waits for, and continues to watch it.
   *
   * @return the course of the run
   * @throws IllegalStateException if it waits for nothing
   */
  public Trajectory approve() {
    return decide(ApprovalDecision.Verdict.APPROVE, null);
  }

  /**
   * Approves the calls that the latest watched run waits for, with other arguments.
   *
   * @param input a record, a map or another value that Jackson writes as a JSON object
   * @return the course of the run
   * @throws IllegalStateException if the run waits for nothing
   */
  public Trajectory approve(Object input) {
    return decide(ApprovalDecision.Verdict.APPROVE, Values.json(input));
  }

  /**
   * Denies the calls that the latest watched run waits for, and continues to watch it.
   *
   * @return the course of the run
   * @throws IllegalStateException if it waits for nothing
   */
  public Trajectory deny() {
    return decide(ApprovalDecision.Verdict.DENY, null);
  }

  private Trajectory decide(ApprovalDecision.Verdict verdict, @Nullable JsonNode input) {
    Watched last = watched.isEmpty() ? null : watched.get(watched.size() - 1);
    if (last == null || last.trajectory().approvals().isEmpty()) {
      throw new IllegalStateException(
          last == null
              ? "No run was asked or watched yet."
              : "The run waits for no approval. It did:%n%s".formatted(last.trajectory()));
    }
    for (ApprovalRequired asked : last.trajectory().approvals()) {
      last.run().decide(new ApprovalDecision(asked.callId(), verdict, input, null));
    }
    return watch(last.run());
  }

  /** {@return the messages of the test's session on the branch in view, oldest first} */
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
    watched.clear();
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
    String shown = String.valueOf(failure.getMessage());
    for (Watched each : watched) {
      // A failed assertion on a trajectory shows it already.
      if (!shown.contains(each.trajectory().toString())) {
        failure.addSuppressed(new EventLog(each.trajectory()));
      }
    }
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

  /** Adds a run's events to the report of a failed test; it has no stack trace. */
  private static final class EventLog extends Exception {
    private static final long serialVersionUID = 1L;

    EventLog(Trajectory trajectory) {
      super(System.lineSeparator() + trajectory, null, false, false);
    }
  }
}
