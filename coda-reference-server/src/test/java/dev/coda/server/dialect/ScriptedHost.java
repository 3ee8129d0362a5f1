package dev.coda.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.testkit.mock.MockModelServer;
import dev.coda.testkit.mock.MockReply;
import dev.coda.testkit.mock.MockRequest;
import java.time.Duration;
import java.util.stream.IntStream;

/** A model's host that does what the user's latest message asks for. Thread-safe. */
final class ScriptedHost {
  private static final int MANY = 40;
  private static final Duration PACE = Duration.ofMillis(5);

  private ScriptedHost() {}

  static MockModelServer start() {
    return MockModelServer.start().otherwise(ScriptedHost::answer);
  }

  private static MockReply answer(MockRequest request) {
    JsonNode messages = request.json().path("messages");
    JsonNode last = messages.path(messages.size() - 1);
    String said = text(last.path("content"));
    if (last.path("role").asText().equals("tool")) {
      return MockReply.text("The tool", " said: ", said);
    }
    return switch (said) {
      case "what is the weather?" -> MockReply.toolCall("get_weather", "{\"city\":\"Paris\"}");
      case "calculate something" -> MockReply.toolCall("calculator", "{\"expression\":\"6*7\"}");
      case "what time is it?" -> MockReply.toolCall("current_time", "{}");
      case "who am I?" -> MockReply.toolCall("wiki__whoami", "{}");
      case "as json" -> MockReply.text("{\"n\":", " 1}");
      case "think" -> MockReply.reasoned("Hm, let me see.", "I", " thought.");
      case "say much" -> MockReply.text(words()).pace(PACE);
      case "never end" -> MockReply.text("Well,").stallAfter(1);
      case "fail" -> MockReply.error(400, "invalid_request_error", "That cannot be answered.");
      case "how many messages?" -> MockReply.text(count(messages) + " messages");
      default -> MockReply.text("You said: ", said);
    };
  }

  private static String[] words() {
    return IntStream.range(0, MANY).mapToObj(i -> "word" + i + " ").toArray(String[]::new);
  }

  private static int count(JsonNode messages) {
    int count = 0;
    for (JsonNode message : messages) {
      count += message.path("role").asText().equals("system") ? 0 : 1;
    }
    return count;
  }

  private static String text(JsonNode content) {
    return content.isTextual() ? content.textValue() : content.path(0).path("text").asText();
  }
}
