package dev.coda.testkit.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Session;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes plain sessions and messages to put into stores. Thread-safe. */
public final class Samples {
  /** The time of all samples, unless a test sets another one. */
  public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private Samples() {}

  /**
   * Reads JSON text that is known to be valid.
   *
   * @param text the text
   * @return the value
   */
  public static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return a session with only an owner and optionally a title}
   *
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param title the title; null for none
   * @param at the time
   */
  public static Session session(IdSource ids, UserId owner, @Nullable String title, Instant at) {
    return Session.builder(SessionId.next(ids), owner, at).title(title).build();
  }

  /**
   * {@return a user's message of one text}
   *
   * @param ids the source of ids
   * @param session the session
   * @param parent the message that it follows; null for none
   * @param text the text
   * @param at the time
   */
  public static Message message(
      IdSource ids, SessionId session, @Nullable MessageId parent, String text, Instant at) {
    return message(ids, session, parent, List.of(new TextPart(text)), at);
  }

  /**
   * {@return a user's message of any parts}
   *
   * @param ids the source of ids
   * @param session the session
   * @param parent the message that it follows; null for none
   * @param parts the parts
   * @param at the time
   */
  public static Message message(
      IdSource ids, SessionId session, @Nullable MessageId parent, List<Part> parts, Instant at) {
    return Message.user(MessageId.next(ids), session, parent, parts, at);
  }
}
