package dev.coda.core.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
  private static final JsonMapper MAPPER = CodaJson.mapper();
  private static final ObjectReader STRICT =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final JsonParser json;
  private boolean inMessages;
  private boolean hadMessages;
  private boolean hadFormat;
  private boolean hadVersion;
  private int count;
  private @Nullable ArchivedSession session;
  private @Nullable ArchivedMessage next;

  ArchiveReader(InputStream in) throws IOException {
    this.json = MAPPER.createParser(in);
    json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
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
    next = advance();
    return message;
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private @Nullable ArchivedMessage advance() {
    while (true) {
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
        require(token == JsonToken.END_OBJECT, "it is cut short");
        require(read(json::nextToken) == null, "something stands behind its end");
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
      default -> throw noSession("it has a field '" + name + "'");
    }
  }

  private <T> T value(String place, Class<T> type) {
    try {
      return STRICT.forType(type).readValue(json);
    } catch (JsonMappingException e) {
      throw new MalformedArchiveException(place + path(e), reason(e), e);
    } catch (JsonProcessingException e) {
      throw new MalformedArchiveException(place, "is not well-formed JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      path.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
    }
    return path.toString();
  }

  /** Jackson's own words name classes. */
  private static String reason(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException) {
      return "is unknown";
    }
    return failure.getCause() instanceof IllegalArgumentException wrong
        ? "is wrong: " + wrong.getMessage()
        : "has the wrong form";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw noSession(otherwise);
    }
  }

  private static MalformedArchiveException noSession(String reason) {
    return new MalformedArchiveException("This is no exported session: " + reason + ".");
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (JsonProcessingException e) {
      throw new MalformedArchiveException("The file is not well-formed JSON.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }
}
