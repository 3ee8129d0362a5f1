package dev.coda.core.java;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Describes the types whose JSON is a single value, as Jackson reads and writes them. */
final class ScalarSchemas {
  private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?";
  private static final String DATE = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";

  private static final Map<Class<?>, ObjectNode> SCHEMAS = new HashMap<>();

  static {
    put("string", String.class, CharSequence.class, char.class, Character.class, Locale.class);
    put("string", Currency.class, ZoneId.class);
    put("boolean", boolean.class, Boolean.class);
    put("integer", byte.class, Byte.class, short.class, Short.class, int.class, Integer.class);
    put("integer", long.class, Long.class, BigInteger.class, Year.class);
    put("integer", OptionalInt.class, OptionalLong.class);
    put("number", float.class, Float.class, double.class, Double.class, BigDecimal.class);
    put("number", Number.class, OptionalDouble.class);
    text("format", "date", LocalDate.class);
    text("format", "date-time", Instant.class, OffsetDateTime.class, ZonedDateTime.class);
    text("format", "duration", Duration.class, Period.class);
    text("format", "uuid", UUID.class);
    text("format", "uri", URI.class);
    // JSON Schema's formats all have an offset; these types have none.
    text("pattern", "^" + DATE + "T" + TIME + "$", LocalDateTime.class);
    text("pattern", "^" + TIME + "$", LocalTime.class);
    text("pattern", "^\\d{4}-(0[1-9]|1[0-2])$", YearMonth.class);
    text("contentEncoding", "base64", byte[].class);
  }

  private ScalarSchemas() {}

  static Optional<ObjectNode> of(JavaType type) {
    if (type.isEnumType()) {
      return Optional.of(ofEnum(type.getRawClass()));
    }
    return Optional.ofNullable(SCHEMAS.get(type.getRawClass())).map(ObjectNode::deepCopy);
  }

  /** The constants as Jackson writes them: names, or the values of a {@code JsonValue}. */
  private static ObjectNode ofEnum(Class<?> type) {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    Set<String> types = new TreeSet<>();
    for (Object constant : List.of(type.getEnumConstants())) {
      JsonNode value = JavaJson.MAPPER.valueToTree(constant);
      values.add(value);
      types.add(
          value.isTextual()
              ? "string"
              : value.isIntegralNumber() ? "integer" : value.isNumber() ? "number" : "");
    }
    String only = types.size() == 1 ? types.iterator().next() : "";
    ObjectNode schema = only.isEmpty() ? JsonNodeFactory.instance.objectNode() : of(only);
    return schema.set("enum", values);
  }

  /** Changes the schema to the format that an annotation sets for Jackson. */
  static void apply(JsonFormat.Value format, ObjectNode schema) {
    if (schema.path("items") instanceof ObjectNode items) {
      apply(format, items);
      return;
    }
    if (format.hasPattern() && schema.path("type").asText().equals("string")) {
      schema.remove(List.of("format", "pattern"));
      String said = schema.path("description").asText();
      schema.put("description", (said + " Written as " + format.getPattern() + ".").strip());
    } else if (format.getShape().isNumeric() && schema.path("format").asText().startsWith("date")) {
      schema.removeAll();
      schema.put("type", format.getShape() == JsonFormat.Shape.NUMBER_FLOAT ? "number" : "integer");
    } else if (format.getShape() == JsonFormat.Shape.STRING
        && Set.of("integer", "number").contains(schema.path("type").asText())
        && !schema.has("enum")) {
      schema.put("type", "string");
    }
  }

  private static ObjectNode of(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static void put(String type, Class<?>... classes) {
    for (Class<?> each : classes) {
      SCHEMAS.put(each, of(type));
    }
  }

  private static void text(String keyword, String value, Class<?>... classes) {
    for (Class<?> each : classes) {
      SCHEMAS.put(each, of("string").put(keyword, value));
    }
  }
}
