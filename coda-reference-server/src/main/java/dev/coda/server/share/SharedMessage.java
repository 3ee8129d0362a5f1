package dev.coda.server.share;

import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.id.CallId;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.MessageNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message as strangers see it: nothing of who wrote it, what it cost or what the model thought.
 * Immutable.
 */
record SharedMessage(MessageId id, Role role, MessageStatus status, List<SharedPart> parts) {

  SharedMessage {
    parts = List.copyOf(parts);
  }

  /**
   * Returns what is shown of a page. Instructions and answers that are still being written are left
   * out.
   */
  static List<SharedMessage> from(List<MessageNode> page, boolean includeTools) {
    // The result of a client's own tool is in the message that follows the call.
    Map<CallId, ToolResultPart> results = new HashMap<>();
    page.stream()
        .flatMap(node -> node.message().parts().stream())
        .forEach(part -> {
          if (part instanceof ToolResultPart result) {
            results.put(result.callId(), result);
          }
        });
    return page.stream()
        .map(MessageNode::message)
        .filter(SharedMessage::isShown)
        .map(message -> of(message, results, includeTools))
        .filter(message -> message.role == Role.ASSISTANT || !message.parts.isEmpty())
        .toList();
  }

  private static boolean isShown(Message message) {
    // A whole message without parts only carries a summary for the model.
    return message.role() != Role.SYSTEM
        && message.status() != MessageStatus.PARTIAL
        && !(message.status() == MessageStatus.COMPLETE && message.parts().isEmpty());
  }

  private static SharedMessage of(
      Message message, Map<CallId, ToolResultPart> results, boolean includeTools) {
    return new SharedMessage(
        message.id(),
        message.role(),
        message.status(),
        message.parts().stream().flatMap(part -> shown(part, results, includeTools)).toList());
  }

  private static Stream<SharedPart> shown(
      Part part, Map<CallId, ToolResultPart> results, boolean includeTools) {
    return switch (part) {
      case TextPart text ->
          text.text().isEmpty() ? Stream.empty() : Stream.of(SharedPart.ofText(text.text()));
      case ToolCallPart call ->
          Stream.of(SharedPart.ofCall(call, results.get(call.callId()), includeTools));
      case MediaPart file -> Stream.of(SharedPart.ofFile(file.mimeType()));
      case ReasoningPart _, ToolResultPart _ -> Stream.empty();
    };
  }
}
