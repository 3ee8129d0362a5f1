package dev.coda.core.internal.context;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A conversation for tests, whose turns look a text of some length up. */
final class Talk {
  private static final SessionId SESSION = new SessionId(new UUID(0, 1));

  private final List<Message> messages = new ArrayList<>();
  private long ids;

  List<Message> messages() {
    return List.copyOf(messages);
  }

  Talk user(String text) {
    messages.add(message(Role.USER, List.of(new TextPart(text))));
    return this;
  }

  Talk answer(List<Part> parts) {
    messages.add(message(Role.ASSISTANT, parts));
    return this;
  }

  Talk answer(String text) {
    return answer(List.of(new TextPart(text)));
  }

  /** A call and its result, as they are in an answer. */
  List<Part> lookup(int length) {
    CallId call = new CallId(new UUID(7, ++ids));
    return List.of(
        new ToolCallPart(call, "look", JsonNodeFactory.instance.objectNode(), null),
        new ToolResultPart(
            call, "look", ToolStatus.SUCCESS, TextNode.valueOf("x".repeat(length)), null, 1L));
  }

  Message message(Role role, List<Part> parts) {
    return Message.builder(new MessageId(new UUID(9, ++ids)), SESSION, role, Instant.EPOCH)
        .parts(parts)
        .build();
  }
}
