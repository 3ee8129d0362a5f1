package dev.coda.server.agent;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.api.time.TimerClock;
import dev.coda.core.CodaAgent;
import dev.coda.core.routing.BreakerSettings;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.routing.Route;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.TransportSettings;
import dev.coda.providers.google.GoogleProvider;
import dev.coda.providers.hosted.HostedProvider;
import dev.coda.testkit.mock.MockModelServer;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An agent whose routes lead to two hosts; its waits between attempts are written down only. */
final class RouteFixture implements AutoCloseable {
  private static final String FIRST = "a/" + MockModelServer.MODEL;
  private static final String SECOND = "b/" + MockModelServer.MODEL;

  private final MockModelServer a;
  private final MockModelServer b;
  private final HastyClock hasty = new HastyClock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable ModelRouter shared;

  RouteFixture(MockModelServer a, MockModelServer b) {
    this.a = a;
    this.b = b;
  }

  List<Duration> waits() {
    return hasty.pauses;
  }

  FoldedRun ask(RetrySettings retry) {
    return run(router(retry, Route.fallback(FIRST, SECOND)), ModelRef.of("route/r"));
  }

  FoldedRun ask(Route route) {
    return run(router(RetrySettings.none(), route), ModelRef.of("route/r"));
  }

  FoldedRun ask(String model, RetrySettings retry) {
    return run(router(retry, Route.fallback(FIRST)), ModelRef.of(model));
  }

  /** Makes one call without a run, by a router that all such calls share; true if answered. */
  boolean call(RetrySettings retry, BreakerSettings breaker) {
    if (shared == null) {
      shared = builder(retry, Route.fallback(FIRST, SECOND)).breaker(breaker).build();
    }
    AtomicBoolean answered = new AtomicBoolean();
    ChatRequest request = ChatRequest.builder().messages(UserMessage.from("Well?")).build();
    shared
        .model(ModelRef.of("route/r"), Map.of())
        .chat(
            request,
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String text) {}

              @Override
              public void onCompleteResponse(ChatResponse response) {
                answered.set(true);
              }

              @Override
              public void onError(Throwable error) {}
            });
    return answered.get();
  }

  @Override
  public void close() {
    threads.close();
  }

  private FoldedRun run(ModelRouter router, ModelRef model) {
    Stores stores = InMemoryStores.create();
    SessionId session = new SessionId(UUID.randomUUID());
    Instant now = Instant.parse("2026-01-02T03:04:05Z");
    stores.sessions().create(Session.start(session, UserId.LOCAL, now));
    List<RunEvent> events = new ArrayList<>();
    try (CodaAgent agent =
        CodaAgent.builder().models(router).stores(stores).executor(threads).build()) {
      agent
          .start(RunRequest.builder(session).text("Well?").model(model).build())
          .forEach(events::add);
    }
    List<Message> messages =
        stores.sessions().path(UserId.LOCAL, session, PathQuery.page(null, null, 10)).stream()
            .map(node -> node.message())
            .toList();
    return new FoldedRun(events, messages.getLast());
  }

  private ModelRouter router(RetrySettings retry, Route route) {
    return builder(retry, route).build();
  }

  private ModelRouter.Builder builder(RetrySettings retry, Route route) {
    // Short where the host stalls; the other one may take its time on a busy machine.
    TransportSettings impatient =
        TransportSettings.builder()
            .firstByteTimeout(Duration.ofMillis(1500))
            .idleTimeout(Duration.ofMillis(1500))
            .build();
    return ModelRouter.builder()
        .providers(
            HostedProvider.builder().name("a").baseUrl(a.baseUrl()).transport(impatient).build(),
            HostedProvider.builder().name("b").baseUrl(b.baseUrl()).build(),
            GoogleProvider.builder().apiKey("key").baseUrl(a.baseUrl()).build())
        .route("r", route)
        .retry(retry)
        .executor(threads)
        .clock(route.hedgeAfter() == null ? hasty : TimerClock.system());
  }
}
