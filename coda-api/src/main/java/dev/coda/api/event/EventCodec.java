package dev.coda.api.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes and reads events as JSON: {@code type} first, then the header, then the fields of the
 * payload.
 *
 * <p>Reading is lenient: unknown fields are ignored, unknown kinds kept verbatim. Writing is
 * strict. Thread-safe.
 */
public final class EventCodec {
  private static final JsonMapper MAPPER = CodaJson.mapper();
  private static final ObjectWriter WRITER = MAPPER.writer();
  private static final List<String> HEADER = List.of("type", "run_id", "session_id", "seq", "ts");

  private EventCodec() {}

  /**
   * Writes the whole event as UTF-8 JSON on one line.
   *
   * @param event the event
   * @return the bytes of the line
   */
  public static byte[] toBytes(RunEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try {
      write(event, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the whole event as JSON on one line.
   *
   * @param event the event
   * @return the line
   */
  public static String toJson(RunEvent event) {
    return new String(toBytes(event), StandardCharsets.UTF_8);
  }

  /**
   * Reads a whole event.
   *
   * @param json the JSON of one event
   * @return the event
   */
  public static RunEvent fromJson(String json) {
    ObjectNode node = readObject(json);
    return new RunEvent(
        RunId.of(required(node, "run_id")),
        SessionId.of(required(node, "session_id")),
        node.path("seq").asLong(),
        Instant.parse(required(node, "ts")),
        payload(required(node, "type"), node));
  }

  /**
   * Writes the payload of an event without header and type, in the form in which a store keeps it.
   *
   * @param payload the content of the event
   * @return the JSON
   */
  public static String payloadJson(EventPayload payload) {
    try {
      return payload instanceof UnknownEvent unknown
          ? MAPPER.writeValueAsString(unknown.fields())
          : WRITER.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what {@link #payloadJson} wrote for an event of this type.
   *
   * @param type the type, as on the wire
   * @param json the JSON
   * @return the content of the event
   */
  public static EventPayload payload(String type, String json) {
    return payload(type, readObject(json));
  }

  /**
   * Reads what {@link #payloadJson} wrote for an event of this type, after it was parsed.
   *
   * @param type the type, as on the wire
   * @param json the JSON
   * @return the content of the event
   */
  public static EventPayload payload(String type, ObjectNode json) {
    Optional<EventKind> kind = EventKind.ofType(type);
    if (kind.isEmpty()) {
      return new UnknownEvent(type, json.deepCopy().remove(HEADER));
    }
    try {
      return MAPPER.treeToValue(json, kind.get().payload());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new StoreException(
          FailureKind.INTERNAL, "An event of type '" + type + "' cannot be read.", e);
    }
  }

  /**
   * Writes the whole event as UTF-8 JSON on one line, in pieces of some kilobytes, and leaves the
   * target open.
   *
   * @param event the event
   * @param target the target; not closed here
   * @throws IOException if the target does not take it
   */
  public static void write(RunEvent event, OutputStream target) throws IOException {
    try (JsonGenerator out =
        MAPPER.createGenerator(target).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      out.writeStartObject();
      out.writeStringField("type", event.payload().type());
      out.writeNumberField("seq", event.seq());
      out.writeStringField("run_id", event.runId().toString());
      out.writeStringField("session_id", event.sessionId().toString());
      out.writePOJOField("ts", event.ts());
      writeFields(event.payload(), out);
      out.writeEndObject();
    }
  }

  private static void writeFields(EventPayload payload, JsonGenerator out) throws IOException {
    if (payload instanceof UnknownEvent unknown) {
      for (var field : unknown.fields().properties()) {
        out.writeFieldName(field.getKey());
        out.writeTree(field.getValue());
      }
      return;
    }
    UnwrappedWriter.write(MAPPER, payload, out);
  }

  private static ObjectNode readObject(String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new StoreException(FailureKind.INTERNAL, "An event is not a JSON object.");
    } catch (JsonProcessingException e) {
      throw new StoreException(FailureKind.INTERNAL, "An event is not valid JSON.", e);
    }
  }

  private static String required(ObjectNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isTextual()) {
      throw new StoreException(FailureKind.INTERNAL, "An event has no '" + field + "'.");
    }
    return value.textValue();
  }
}
