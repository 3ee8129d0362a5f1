package dev.coda.core.internal.context;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Represents the beginning of a branch. It is kept with the answer of the run that made it, so it
 * counts on every branch through that answer and on no other. Immutable.
 *
 * @param throughMessageId the last message that it covers
 */
record Summary(String text, MessageId throughMessageId) {

  /** Returns the latest summary on this branch. */
  static Optional<Summary> latest(List<Message> branch) {
    for (int i = branch.size() - 1; i >= 0; i--) {
      JsonNode metadata = branch.get(i).metadata();
      JsonNode kept = metadata == null ? null : metadata.get(ContextCompacted.METADATA);
      if (kept != null) {
        Optional<Summary> read = read(kept);
        if (read.isPresent()) {
          return read;
        }
      }
    }
    return Optional.empty();
  }

  /** Metadata can come from an import, so it may be anything. */
  private static Optional<Summary> read(JsonNode kept) {
    String text = kept.path("summary").asText();
    try {
      UUID through = UUID.fromString(kept.path(ContextCompacted.THROUGH).asText());
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(new Summary(text, new MessageId(through)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the messages that this summary does not cover. */
  List<Message> rest(List<Message> branch) {
    for (int i = 0; i < branch.size(); i++) {
      if (branch.get(i).id().equals(throughMessageId)) {
        return branch.subList(i + 1, branch.size());
      }
    }
    return branch;
  }

  /** Returns the summary as an exchange, so that user and model take turns after it as before. */
  List<Message> asMessages(Message next) {
    return List.of(
        said(next, Role.USER, "Summary of our conversation so far:\n" + text),
        said(next, Role.ASSISTANT, "I continue from this summary."));
  }

  private Message said(Message next, Role role, String said) {
    List<Part> parts = List.of(new TextPart(said));
    Message user = Message.user(throughMessageId, next.sessionId(), null, parts, next.createdAt());
    return role == Role.USER ? user : user.toBuilder().role(role).build();
  }
}
