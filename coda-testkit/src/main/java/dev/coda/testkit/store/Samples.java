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
  /** When everything happens, unless a test says otherwise. */
  public static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  private Samples() {}

  /** Reads JSON text that is known to be right. */
  public static JsonNode json(String text) {
    try {
      return CodaJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A session with nothing but an owner and perhaps a title. */
  public static Session session(IdSource ids, UserId owner, @Nullable String title, Instant at) {
    return Session.builder(SessionId.next(ids), owner, at).title(title).build();
  }

  /** A user's message of one text. */
  public static Message message(
      IdSource ids, SessionId session, @Nullable MessageId parent, String text, Instant at) {
    return message(ids, session, parent, List.of(new TextPart(text)), at);
  }

  /** A user's message of any parts. */
  public static Message message(
      IdSource ids, SessionId session, @Nullable MessageId parent, List<Part> parts, Instant at) {
    return Message.user(MessageId.next(ids), session, parent, parts, at);
  }
}
