package dev.coda.api.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.error.ErrorInfo;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Is one node in a session's tree of messages. An assistant's message holds the whole turn: text
 * before and after tools, the calls and their results. Immutable.
 *
 * @param parentId null for the first message of a branch that starts the session
 * @param runId the run that wrote it; null if none did
 * @param model the model that answered; null for other roles
 * @param costUsd US dollars; null where the price is unknown
 * @param processingTimeMs from the start of the run to the end of the message; null while open
 * @param error why it failed; null unless it did
 * @param metadata anything an application adds; null if nothing
 */
public record Message(
    MessageId id,
    SessionId sessionId,
    @Nullable MessageId parentId,
    @Nullable RunId runId,
    Role role,
    List<Part> parts,
    @Nullable ModelRef model,
    Usage usage,
    @Nullable BigDecimal costUsd,
    @Nullable Long processingTimeMs,
    MessageStatus status,
    @Nullable ErrorInfo error,
    @Nullable JsonNode metadata,
    Instant createdAt) {

  public Message {
    parts = List.copyOf(parts);
  }

  /** A complete message of a person. */
  public static Message user(
      MessageId id,
      SessionId sessionId,
      @Nullable MessageId parentId,
      List<Part> parts,
      Instant createdAt) {
    return new Message(
        id,
        sessionId,
        parentId,
        null,
        Role.USER,
        parts,
        null,
        Usage.NONE,
        null,
        null,
        MessageStatus.COMPLETE,
        null,
        null,
        createdAt);
  }

  /** Returns its text parts, separated by an empty line where tools stand between them. */
  public String text() {
    // Most messages have one text, which needs no copy.
    String text = "";
    for (Part part : parts) {
      if (part instanceof TextPart said && !said.text().isEmpty()) {
        if (!text.isEmpty()) {
          return joinedText();
        }
        text = said.text();
      }
    }
    return text;
  }

  private String joinedText() {
    StringJoiner text = new StringJoiner("\n\n");
    for (Part part : parts) {
      if (part instanceof TextPart said && !said.text().isEmpty()) {
        text.add(said.text());
      }
    }
    return text.toString();
  }
}
