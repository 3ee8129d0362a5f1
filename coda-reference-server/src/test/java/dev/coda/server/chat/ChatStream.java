package dev.coda.server.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coda.server.fixture.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The frames of a stream that was read to its end. */
record ChatStream(String runId, String sessionId, List<JsonNode> events) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ChatStream of(Reply reply) {
    if (reply.status() != 200) {
      throw new AssertionError("no stream but " + reply.status() + " " + reply.body());
    }
    List<JsonNode> events = new ArrayList<>();
    for (String frame : frames(reply.body())) {
      events.add(event(frame));
    }
    return new ChatStream(reply.header("X-Run-Id"), reply.header("X-Session-Id"), events);
  }

  /** Cuts a body into its frames, byte for byte; comments are left out. */
  static List<String> frames(String body) {
    return Arrays.stream(body.split("\n\n", -1))
        .filter(frame -> !frame.isEmpty() && !frame.startsWith(":"))
        .toList();
  }

  List<String> types() {
    return events.stream().map(event -> event.get("type").textValue()).toList();
  }

  List<Long> sequence() {
    return events.stream().map(event -> event.get("seq").longValue()).toList();
  }

  List<JsonNode> ofType(String type) {
    return events.stream().filter(event -> type.equals(event.get("type").textValue())).toList();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    ofType("content_delta").forEach(event -> text.append(event.get("delta").textValue()));
    return text.toString();
  }

  /** Reads a frame's data. */
  static JsonNode event(String frame) {
    String[] lines = frame.split("\n", -1);
    try {
      JsonNode event = JSON.readTree(lines[2].substring("data: ".length()));
      if (!lines[0].equals("id: " + event.get("seq"))
          || !lines[1].equals("event: " + event.get("type").textValue())) {
        throw new AssertionError("head and data of a frame differ: " + frame);
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
