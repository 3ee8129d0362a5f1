package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.MemoryRecalled;
import dev.coda.api.event.StepTaken;
import dev.coda.api.message.Message;
import dev.coda.core.internal.context.RecalledText;
import dev.langchain4j.data.message.ChatMessage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recalls, once in each turn, messages of earlier sessions that fit the user's message. */
final class RecallStep {
  private static final Logger LOG = LoggerFactory.getLogger(RecallStep.class);

  private RecallStep() {}

  /** Returns the messages with what was recalled. */
  static List<ChatMessage> into(Turn turn, List<ChatMessage> messages) {
    String recalled = turn.progress().recalled();
    if (recalled == null) {
      recalled = recall(turn, RecalledText.lastSaid(messages));
      turn.progress().recalled(recalled);
    }
    return RecalledText.into(messages, recalled);
  }

  private static String recall(Turn turn, String said) {
    List<Message> found;
    try {
      found =
          turn.services()
              .recall()
              .recall(turn.identity().userId(), turn.identity().sessionId(), said);
    } catch (RuntimeException e) {
      // A turn without memories is better than none.
      LOG.warn("Nothing was recalled for run {}", turn.identity().runId(), e);
      return "";
    }
    if (!found.isEmpty()) {
      turn.events().emit(new MemoryRecalled(found.stream().map(Message::id).toList()));
      turn.events().emit(thought(turn, found));
    }
    return RecalledText.of(found);
  }

  private static StepTaken thought(Turn turn, List<Message> found) {
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    found.forEach(message -> metadata.withArray("message_ids").add(message.id().toString()));
    String content =
        "Recalled %d message%s of earlier conversations."
            .formatted(found.size(), found.size() == 1 ? "" : "s");
    return new StepTaken(
        turn.identity().messageId(),
        turn.progress().nextStep(),
        "memory_recall",
        content,
        metadata);
  }
}
