package dev.coda.store.postgres;

import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ReasoningDelta;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolCallDelta;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.event.ToolProgressed;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.CodaAgent;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.routing.Route;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An agent whose run has everything: reasoning, a model that fails in the middle of its words,
 * tools side by side, and a question to a person. Models and tools take no step before the watcher
 * has seen the one before, and then call the test. Thread-safe.
 */
final class EventfulAgent implements AutoCloseable {
  /** What an answer ends with. */
  static final String LAST_WORD = ", or did I answer? ";

  private static final ModelRef ROUTE = ModelRef.of("route/main");
  private static final ModelRef NEXT = ModelRef.of("next/m");

  final Watcher watcher = new Watcher();
  final ScriptedModel next = ScriptedModel.of(ModelScript.create().say("Yes."));
  private final SessionId session = new SessionId(UUID.randomUUID());
  private final Stores stores;
  private final CodaAgent agent;
  private volatile Runnable atEachStep = () -> {};

  EventfulAgent(Stores stores) {
    this.stores = stores;
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
    ProviderException cut =
        ProviderException.of(FailureKind.STREAM_CUT, "first", "The stream was cut.").build();
    ModelScript failing = steps("try").fail(cut);
    ModelScript asking = steps("ask");
    for (String tool : List.of("left", "right", "mail")) {
      asking.callTool(tool, "{\"of\": \"" + tool + "\"}").then(call -> step(asked(tool)));
    }
    this.agent =
        CodaAgent.builder()
            .models(
                ModelRouter.builder()
                    .providers(
                        new Named("first", ScriptedModel.of(failing, steps("answer"))),
                        new Named("second", ScriptedModel.of(asking, steps("answer"))),
                        new Named("next", next))
                    .retry(RetrySettings.none())
                    .route("main", Route.fallback("first/m", "second/m"))
                    .build())
            .tools(ToolSource.of(tool("left"), tool("right"), tool("mail")))
            .stores(stores)
            .build();
  }

  /** Sets what is done at each step of models and tools. */
  void atEachStep(Runnable action) {
    atEachStep = action;
  }

  Run start() {
    return agent.start(RunRequest.builder(session).text("Do it.").model(ROUTE).build());
  }

  /** Asks something else afterwards. */
  Run startNext() {
    return agent.start(RunRequest.builder(session).text("Continue?").model(NEXT).build());
  }

  SessionId session() {
    return session;
  }

  Stores stores() {
    return stores;
  }

  /** Joins a run as somebody does who has seen it up to one event, and reads up to another. */
  List<RunEvent> rejoin(RunId run, long after, long until) {
    List<RunEvent> events = new ArrayList<>();
    Iterator<RunEvent> rest = agent.find(UserId.LOCAL, run).orElseThrow().events(after);
    for (long at = after; at < until; at = events.get(events.size() - 1).seq()) {
      events.add(rest.next());
    }
    return events;
  }

  /** Thinks two thoughts and says two words that nobody else does. */
  private ModelScript steps(String name) {
    ModelScript script = ModelScript.create();
    for (String thought : List.of(name + " with care ", "to " + name)) {
      script.think(thought).then(call -> step(thought(thought)));
    }
    for (String word : List.of("Now I " + name, ", or did I " + name + "? ")) {
      script.say(word).then(call -> step(said(word)));
    }
    return script;
  }

  private void step(Predicate<EventPayload> done) {
    if (watcher.awaits(done)) {
      atEachStep.run();
    }
  }

  /** The right tool is active for longer than the left one. */
  private Tool tool(String name) {
    ToolPermission permission = name.equals("mail") ? ToolPermission.ASK : ToolPermission.ALLOW;
    return Tool.of(
        ToolSpec.builder(name).permission(permission).build(),
        (input, context) -> {
          context.progress().report(name + " works", 50);
          watcher.awaits(event ->
              event instanceof ToolProgressed told && told.callId().equals(context.callId()));
          if (name.equals("right")) {
            step(event ->
                event instanceof ToolFinished left && !left.callId().equals(context.callId()));
          }
          return ToolResult.text(name + " is done");
        });
  }

  private static Predicate<EventPayload> thought(String text) {
    return event -> event instanceof ReasoningDelta delta && delta.delta().equals(text);
  }

  private static Predicate<EventPayload> said(String text) {
    return event -> event instanceof ContentDelta delta && delta.delta().equals(text);
  }

  private static Predicate<EventPayload> asked(String tool) {
    return event -> event instanceof ToolCallDelta delta && delta.toolName().equals(tool);
  }

  @Override
  public void close() {
    watcher.release();
    agent.close();
  }

  private record Named(String name, ScriptedModel scripted) implements ModelProvider {
    @Override
    public List<ModelInfo> models() {
      ModelRef ref = new ModelRef(name, "m");
      return List.of(new ModelInfo(ref, null, null, Price.of("1", "2"), Set.of()));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      return scripted;
    }
  }
}
