package dev.coda.providers.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Session;
import dev.coda.api.tool.ToolPermission;
import dev.coda.core.CodaAgent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each request of a conversation begins with all of the one before, word for word: providers keep
 * prompts by their beginning, and ask a tenth of the price for what they kept.
 */
@Timeout(60)
class PromptPrefixTest {
  private static final int QUESTIONS = 12;

  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-sonnet-4-5, messages",
    "openai, gpt-5.4, input",
    "chat, gpt-4.1, messages",
    "google, gemini-3.5-flash, contents"
  })
  void nextRequestBeginsWithTheOneBefore(String provider, String model, String list)
      throws Exception {
    Dice dice = new Dice(7);
    try (HistoryHost host = new HistoryHost(() -> HostReply.drawn(dice));
        CodaAgent agent = HostedAgent.over(host)) {
      SessionId session = new SessionId(UUID.randomUUID());
      agent.stores().sessions().create(Session.start(session, UserId.LOCAL, Instant.now()));
      for (int i = 0; i < QUESTIONS; i++) {
        agent
            .start(
                RunRequest.builder(session)
                    .model(new ModelRef(provider, model))
                    .text("Question " + i)
                    .toolPermissions(Map.of("ask", ToolPermission.DENY))
                    .build())
            .forEach(event -> {});
      }

      List<JsonNode> requests = host.requests();
      assertThat(requests).hasSizeGreaterThan(QUESTIONS);
      for (int i = 1; i < requests.size(); i++) {
        assertBeginsWith(requests.get(i), requests.get(i - 1), list);
      }
    }
  }

  private static void assertBeginsWith(JsonNode next, JsonNode before, String list) {
    assertThat(head(next, list)).isEqualTo(head(before, list));
    List<String> earlier = pieces(before.path(list));
    assertThat(pieces(next.path(list)).subList(0, earlier.size())).isEqualTo(earlier);
  }

  /** The pieces of all messages: what follows an answer that failed is put to the question. */
  private static List<String> pieces(JsonNode messages) {
    List<String> pieces = new ArrayList<>();
    String role = "";
    for (JsonNode message : messages) {
      if (!role.equals("user") || !message.path("role").asText().equals("user")) {
        role = message.path("role").asText();
        pieces.add(role);
      }
      JsonNode content = message.path(message.has("parts") ? "parts" : "content");
      if (content.isArray()) {
        content.forEach(piece -> pieces.add(piece.path("text").asText(piece.toString())));
      } else {
        pieces.add(content.asText() + message.path("tool_calls") + message.path("call_id"));
      }
    }
    return pieces;
  }

  /** Tools and instructions, which come before all messages. */
  private static JsonNode head(JsonNode request, String list) {
    return ((ObjectNode) request.deepCopy()).without(list);
  }
}
