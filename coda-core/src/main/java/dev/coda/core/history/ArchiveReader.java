package dev.coda.core.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.coda.api.content.CodaJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an exported session a message at a time. Its other fields are known once the messages have
 * come to an end. Confined to one thread at a time.
 */
final class ArchiveReader implements Iterator<ArchivedMessage>, AutoCloseable {
  private static final ObjectReader STRICT =
      CodaJson.mapper().reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final ArchiveParser limits;
  private final JsonParser json;
  private boolean inMessages;
  private boolean hadMessages;
  private boolean hadFormat;
  private boolean hadVersion;
  private int count;
  private @Nullable ArchivedSession session;
  private @Nullable ArchivedMessage next;

  ArchiveReader(InputStream in) throws IOException {
    this.limits = ArchiveParser.of(in);
    this.json = limits;
    require(read(json::nextToken) == JsonToken.START_OBJECT, "it is not a JSON object");
    next = advance();
  }

  /** Returns the session, after the last message. */
  ArchivedSession session() {
    if (session == null || !hadMessages || !hadFormat || !hadVersion) {
      throw new MalformedArchiveException(
          "An exported session has format, version, session and messages.");
    }
    return session;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ArchivedMessage next() {
    ArchivedMessage message = next;
    if (message == null) {
      throw new NoSuchElementException();
    }
    next = null;
    next = advance();
    return message;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private @Nullable ArchivedMessage advance() {
    while (true) {
      limits.startObject();
      JsonToken token = read(json::nextToken);
      if (inMessages) {
        if (token != JsonToken.END_ARRAY) {
          require(token == JsonToken.START_OBJECT, "messages[" + count + "] is not an object");
          return value("messages[" + count++ + "]", ArchivedMessage.class);
        }
        inMessages = false;
      } else if (token == JsonToken.FIELD_NAME) {
        field(read(json::currentName));
      } else {
        require(token == JsonToken.END_OBJECT, "it ends too early");
        require(read(json::nextToken) == null, "something follows its end");
        return null;
      }
    }
  }

  private void field(String name) {
    JsonToken token = read(json::nextToken);
    switch (name) {
      case "format" -> {
        require(
            token == JsonToken.VALUE_STRING && read(json::getText).equals(SessionExport.FORMAT),
            "format is not " + SessionExport.FORMAT);
        hadFormat = true;
      }
      case "version" -> {
        require(
            token == JsonToken.VALUE_NUMBER_INT && read(json::getText).equals("1"),
            "version is not " + SessionExport.VERSION);
        hadVersion = true;
      }
      case "session" -> {
        require(token == JsonToken.START_OBJECT, "session is not an object");
        session = value("session", ArchivedSession.class);
      }
      case "messages" -> {
        require(token == JsonToken.START_ARRAY, "messages is not a list");
        inMessages = true;
        hadMessages = true;
      }
      default -> throw new MalformedArchiveException(ArchiveErrors.name(name), "is unknown");
    }
  }

  private <T> T value(String place, Class<T> type) {
    try {
      T value = STRICT.forType(type).readValue(json);
      if (value == null) {
        throw new MalformedArchiveException(place, "is missing");
      }
      return value;
    } catch (JacksonException e) {
      throw ArchiveErrors.explain(place, e, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new MalformedArchiveException(
          "The file is not an exported session: " + otherwise + ".");
    }
  }

  private <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (JsonProcessingException e) {
      throw ArchiveErrors.explain("", e, limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }
}
