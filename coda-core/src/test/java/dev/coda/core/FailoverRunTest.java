package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.AttemptReset;
import dev.coda.api.event.AttemptStarted;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.MessageStart;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.event.UsageReported;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Price;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RetrySettings;
import dev.coda.core.routing.Route;
import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FailoverRunTest {
  private final Stores stores = InMemoryStores.create();
  private final SessionId session = new SessionId(UUID.randomUUID());

  @Test
  void storesOnlyTheAnswerOfTheTargetThatFinishedAndItsPrice() throws Exception {
    ProviderException cut =
        ProviderException.of(FailureKind.STREAM_CUT, "first", "The stream was cut.").build();
    var first = ScriptedModel.of(ModelScript.create().think("hm").say("Half an ans").fail(cut));
    var second = ScriptedModel.of(ModelScript.create().say("The whole", " answer."));
    ModelRouter router =
        ModelRouter.builder()
            .providers(new Priced("first", "1", first), new Priced("second", "100", second))
            .retry(RetrySettings.none())
            .route("main", Route.fallback("first/m", "second/m"))
            .build();
    stores
        .sessions()
        .create(Session.start(session, UserId.LOCAL, Instant.parse("2026-01-02T03:04:05Z")));

    List<RunEvent> events;
    try (CodaAgent agent = CodaAgent.builder().models(router).stores(stores).build()) {
      RunRequest request =
          RunRequest.builder(session).text("Well?").model(router.resolve("main")).build();
      events = AgentFixture.events(agent.start(request));
    }

    assertThat(payloads(events, EventKind.ATTEMPT_STARTED, AttemptStarted.class))
        .containsExactly(
            new AttemptStarted("first", "m", 1, "route/main", null),
            new AttemptStarted("second", "m", 2, "route/main", "stream_cut"));
    assertThat(payloads(events, EventKind.ATTEMPT_RESET, AttemptReset.class))
        .extracting(AttemptReset::reason)
        .containsExactly("stream_cut");
    List<UsageReported> usage = payloads(events, EventKind.USAGE, UsageReported.class);
    assertThat(usage).extracting(UsageReported::provider).containsExactly("first", "second");
    assertThat(usage).extracting(UsageReported::estimated).containsExactly(true, null);
    assertThat(usage.get(0).tokens().output()).isGreaterThanOrEqualTo(3);
    assertThat(usage.get(1).costUsd()).isEqualByComparingTo(new BigDecimal("0.001"));
    Message answer = stored().get(1);
    assertThat(answer.text()).isEqualTo("The whole answer.");
    assertThat(answer.parts()).hasSize(1);
    assertThat(answer.model()).isEqualTo(ModelRef.of("second/m"));
    assertThat(payloads(events, EventKind.MESSAGE_START, MessageStart.class))
        .extracting(MessageStart::model)
        .containsExactly("first/m");
    assertThat(RunProjection.of(events).answer()).contains(answer);
  }

  private static <T> List<T> payloads(List<RunEvent> events, EventKind kind, Class<T> type) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .map(event -> type.cast(event.payload()))
        .toList();
  }

  private List<Message> stored() {
    return stores.sessions().path(UserId.LOCAL, session, PathQuery.page(null, null, 100)).stream()
        .map(MessageNode::message)
        .toList();
  }

  private record Priced(String name, String dollars, ScriptedModel scripted)
      implements ModelProvider {
    @Override
    public List<ModelInfo> models() {
      ModelRef ref = new ModelRef(name, "m");
      return List.of(new ModelInfo(ref, null, null, Price.of(dollars, "0"), Set.of()));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      return scripted;
    }
  }
}
