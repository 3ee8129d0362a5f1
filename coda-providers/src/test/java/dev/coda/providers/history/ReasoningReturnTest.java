package dev.coda.providers.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.core.CodaAgent;
import dev.coda.core.store.InMemoryStores;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The data that a provider requires back with its reasoning is sent back unchanged to the model,
 * the address and the key that made it, and nowhere else.
 */
@Timeout(60)
class ReasoningReturnTest {
  private static final HostReply CALL =
      new HostReply(
          "Let me look.",
          null,
          List.of(new HostReply.Call("call_1", "look", "{\"q\":\"a\"}")),
          false);
  private static final HostReply ANSWER = new HostReply(null, "Fine.", List.of(), false);

  private final Stores stores = InMemoryStores.create();
  private final SessionId session = new SessionId(UUID.randomUUID());

  /** A provider, two of its models, and the piece of a request that has the state. */
  enum Provider {
    ANTHROPIC(
        "claude-sonnet-4-5",
        "claude-opus-4-8",
        "signature",
        """
        {"type": "thinking", "thinking": "Let me look.", "signature": "c3RhdGU0A="}\
        """),
    GOOGLE(
        "gemini-3.5-flash",
        "gemini-2.5-pro",
        "thoughtSignature",
        """
        {"functionCall": {"name": "look", "args": {"q": "a"}}, "thoughtSignature": "c3RhdGU0A="}\
        """),
    OPENAI(
        "gpt-5.4",
        "gpt-5-mini",
        "encrypted_content",
        """
        {"type": "reasoning", "id": "rs_1", "encrypted_content": "c3RhdGU0A=",
         "summary": [{"type": "summary_text", "text": "Let me look."}]}\
        """);

    private final String model;
    private final String otherModel;
    private final String field;
    private final String piece;

    Provider(String model, String otherModel, String field, String piece) {
      this.model = model;
      this.otherModel = otherModel;
      this.field = field;
      this.piece = piece;
    }

    ModelRef model() {
      return new ModelRef(name().toLowerCase(Locale.ROOT), model);
    }

    ModelRef otherModel() {
      return new ModelRef(name().toLowerCase(Locale.ROOT), otherModel);
    }

    /** Returns the pieces of a request that have a state which a host has made. */
    List<JsonNode> states(JsonNode request) {
      return request.findParents(field).stream()
          .filter(part -> part.path(field).asText().startsWith("c3RhdGU"))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sendsItBackUnchangedInAToolLoopAndLater(Provider provider) throws Exception {
    try (HistoryHost host = host()) {
      ask(host, provider.model(), "k", "/");
      ask(host, provider.model(), "k", "/");

      JsonNode piece = CodaJson.mapper().readTree(provider.piece);
      assertThat(provider.states(host.requests().get(0))).isEmpty();
      assertThat(provider.states(host.requests().get(1))).containsExactly(piece);
      assertThat(provider.states(host.requests().get(2))).containsExactly(piece);
      assertThat(host.refusals()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesItOutForAnotherModel(Provider provider) throws Exception {
    assertLeftOut(provider, provider.otherModel(), "k", "/", Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void leavesItOutUnderAnotherKey(Provider provider) throws Exception {
    assertLeftOut(provider, provider.model(), "another key", "/", Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void leavesItOutAtAnotherAddress(Provider provider) throws Exception {
    assertLeftOut(provider, provider.model(), "k", "/elsewhere/", Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void leavesItOutForAnotherOrganization(Provider provider) throws Exception {
    assertLeftOut(provider, provider.model(), "k", "/", Map.of("X-Organization", "another"));
  }

  private void assertLeftOut(
      Provider provider, ModelRef model, String key, String path, Map<String, String> more)
      throws Exception {
    try (HistoryHost host = host()) {
      ask(host, provider.model(), "k", "/");
      ask(host, model, key, path, more);

      assertThat(host.requests()).hasSize(3);
      assertThat(provider.states(host.requests().get(2))).isEmpty();
      assertThat(host.requests().get(2).toString())
          .contains("Fine.")
          .doesNotContain("Let me look.");
    }
  }

  private HistoryHost host() throws Exception {
    stores.sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
    AtomicInteger replies = new AtomicInteger();
    return new HistoryHost(() -> replies.getAndIncrement() == 0 ? CALL : ANSWER);
  }

  private void ask(HistoryHost host, ModelRef model, String key, String path) {
    ask(host, model, key, path, Map.of());
  }

  private void ask(
      HistoryHost host, ModelRef model, String key, String path, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(Map.of("X-Organization", "one"));
    headers.putAll(more);
    try (CodaAgent agent = HostedAgent.over(host, stores, key, path, headers)) {
      agent
          .start(RunRequest.builder(session).model(model).text("Look.").build())
          .forEach(event -> {});
    }
  }
}
