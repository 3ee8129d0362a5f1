package dev.coda.server.socket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.Run;
import dev.coda.api.error.CodaException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.RunRecord;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.http.ProblemException;
import dev.coda.server.run.SessionFeed;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.exceptions.WebSocketSessionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * One client's view of a session: it sees the runs of the session, and carries out what the client
 * sends, one frame after the other. Thread-safe; what it is called for does not block.
 */
final class ChatSocket implements SessionFeed.Follower {
  private static final Logger LOG = LoggerFactory.getLogger(ChatSocket.class);

  /** Frames of a client that may wait; those that follow close the socket. */
  private static final int MOST_WAITING = 64;

  /** In this time a client that comes back says where it wants to continue. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final WebSocketSession connection;
  private final SocketServices services;
  private final @Nullable CurrentUser user;
  private final @Nullable SessionId session;
  private final SocketOutput output;
  private final ShownRuns shown;
  private final SerialQueue tasks;
  private final Heartbeat heartbeat = new Heartbeat(System::nanoTime);
  private final Disposable.Composite watches = Disposables.composite();
  private final AtomicReference<@Nullable CloseCode> closing = new AtomicReference<>();

  /**
   * @param user null if nobody has signed in
   * @param session null if its id is not one
   */
  ChatSocket(
      WebSocketSession connection,
      SocketServices services,
      @Nullable CurrentUser user,
      @Nullable SessionId session) {
    this.connection = connection;
    this.services = services;
    this.user = user;
    this.session = session;
    this.output = new SocketOutput(connection, System::nanoTime);
    this.shown = new ShownRuns(services.streams(), output, this::close);
    this.tasks = new SerialQueue(services.threads(), MOST_WAITING);
  }

  /** Lets the client in, or closes the socket. */
  void open() {
    run(this::admit);
  }

  /** Carries out a frame after those before it. */
  void receive(String text) {
    heartbeat.heard();
    run(() -> carryOut(text));
  }

  /** Notes that the client has answered a ping. */
  void answered() {
    heartbeat.heard();
  }

  /** Closes the connection. */
  void close(CloseCode code) {
    if (closing.compareAndSet(null, code)) {
      connection.close(code.reason());
      closed();
    }
  }

  /** Frees everything, after the connection was closed from either side. */
  void closed() {
    watches.dispose();
    tasks.close();
    shown.leave();
    output.close();
  }

  @Override
  public void runStarted(RunId run) {
    if (!shown.isKnown(run)) {
      run(() -> showNew(run));
    }
  }

  @Override
  public void sessionDeleted() {
    close(CloseCode.NOT_FOUND);
  }

  private void run(Runnable task) {
    if (!tasks.offer(() -> guarded(task))) {
      close(CloseCode.TOO_MANY);
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A WebSocket failed", e);
      close(CloseCode.FAILED);
    }
  }

  private void admit() {
    CloseCode refusal = services.access().refusal(user, session).orElse(null);
    if (refusal != null) {
      close(refusal);
      return;
    }
    if (!services.open().open(user().userId())) {
      close(CloseCode.TOO_MANY);
      return;
    }
    watches.add(() -> services.open().close(user().userId()));
    watches.add(services.access().ended(user()).subscribe(this::close));
    watches.add(heartbeat.start(this::ping, () -> close(CloseCode.NOT_READING)));
    watches.add(Mono.delay(GRACE).subscribe(tick -> run(this::follow)));
  }

  private void follow() {
    watches.add(services.feed().follow(session(), this));
    showActive();
  }

  private void showActive() {
    UserId owner = new UserId(user().userId());
    for (RunRecord run : services.stores().runs().active(owner, session())) {
      showNew(run.id());
    }
  }

  private void showNew(RunId id) {
    if (shown.isKnown(id)) {
      return;
    }
    try {
      shown.show(services.actions().find(user(), session(), id), 0);
    } catch (ProblemException e) {
      LOG.debug("Run {} is not shown", id, e);
    }
  }

  private void carryOut(String text) {
    if (closing.get() != null) {
      return;
    }
    JsonNode tree = null;
    try {
      tree = services.frames().tree(text);
      carryOut(services.frames().read(tree));
    } catch (ProblemException | CodaException e) {
      send(Frames.failed(e, tree));
    } catch (RuntimeException e) {
      LOG.error("A frame failed", e);
      send(Frames.failed(e, tree));
    }
  }

  private void carryOut(ClientFrame frame) {
    switch (frame) {
      case ClientFrame.Message message -> start(message);
      case ClientFrame.Cancel cancel -> {
        services.actions().cancel(user(), session(), cancel);
        acknowledge(frame, new RunId(cancel.runId()));
      }
      case ClientFrame.Approve approve -> {
        services.actions().approve(user(), session(), approve);
        acknowledge(frame, new RunId(approve.runId()));
      }
      case ClientFrame.Attach attach -> attach(attach);
      case ClientFrame.Ping ping -> send(new ServerFrame.Pong(ping.requestId()));
    }
  }

  private void start(ClientFrame.Message message) {
    Run run = services.actions().start(user(), session(), message);
    acknowledge(message, run.id());
    if (!shown.isKnown(run.id())) {
      shown.show(run, 0);
    }
  }

  private void attach(ClientFrame.Attach attach) {
    if (attach.runId() == null) {
      acknowledge(attach, null);
      showActive();
      return;
    }
    Run run = services.actions().find(user(), session(), new RunId(attach.runId()));
    acknowledge(attach, run.id());
    shown.show(run, Objects.requireNonNullElse(attach.after(), 0L));
  }

  private void acknowledge(ClientFrame frame, @Nullable RunId run) {
    String id = frame.requestId();
    if (id != null) {
      send(new ServerFrame.Ack(id, run));
    }
  }

  private void send(ServerFrame frame) {
    try {
      output.send(services.frames().write(frame));
    } catch (IOException e) {
      LOG.debug("A frame was not sent, for the socket is closed", e);
    }
  }

  private void ping() {
    try {
      CompletableFuture<?> _ = connection.sendPingAsync(new byte[0]);
    } catch (WebSocketSessionException e) {
      LOG.debug("No ping, for the socket is closed", e);
    }
  }

  private CurrentUser user() {
    return Objects.requireNonNull(user, "refused before");
  }

  private SessionId session() {
    return Objects.requireNonNull(session, "refused before");
  }
}
