package dev.coda.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.EventKind;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.store.InMemoryStores;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CitedTextTest {
  private static final JsonNode CITATIONS =
      JsonNodeFactory.instance.arrayNode().add("https://a\u0000.example");

  @Test
  void keepsWithATextWhatItCitesAndThatItRefuses() throws Exception {
    Stores stores = InMemoryStores.create();
    SessionId session = new SessionId(UUID.randomUUID());
    stores
        .sessions()
        .create(Session.start(session, UserId.LOCAL, Instant.parse("2026-01-02T03:04:05Z")));
    ModelRouter router = ModelRouter.builder().providers(new Citing()).build();

    List<RunEvent> events;
    try (CodaAgent agent = CodaAgent.builder().models(router).stores(stores).build()) {
      events = AgentFixture.events(agent.start(RunRequest.of(session, "Well?")));
    }

    TextPart stored =
        (TextPart)
            stores
                .sessions()
                .path(UserId.LOCAL, session, PathQuery.page(null, null, 9))
                .get(1)
                .message()
                .parts()
                .get(0);
    assertThat(stored.text()).isEqualTo("So it is.");
    assertThat(stored.metadata())
        .hasToString("{\"citations\":[\"https://a\uFFFD.example\"],\"refusal\":true}");
    assertThat(RunProjection.of(events).answer().orElseThrow().parts()).containsExactly(stored);
    assertThat(events)
        .filteredOn(event -> event.kind() == EventKind.CONTENT_DELTA)
        .hasSizeGreaterThan(1);
  }

  private static final class Citing implements ModelProvider, StreamingChatModel {
    @Override
    public String name() {
      return "citing";
    }

    @Override
    public List<ModelInfo> models() {
      return List.of(ModelInfo.unknown(new ModelRef("citing", "m")));
    }

    @Override
    public StreamingChatModel model(String modelName, @Nullable Credentials credentials) {
      return this;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      handler.onPartialResponse("So ");
      handler.onPartialResponse("it is.");
      AiMessage message =
          AiMessage.builder()
              .text("So it is.")
              .attributes(
                  Map.of(ModelAttributes.CITATIONS, CITATIONS, ModelAttributes.REFUSAL, true))
              .build();
      handler.onCompleteResponse(ChatResponse.builder().aiMessage(message).build());
    }
  }
}
