package dev.coda.core.java;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.P;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One parameter of a method that a model fills. */
final class Argument {
  final String name;
  final ObjectNode schema;
  final boolean required;
  private final ObjectReader reader;
  private final @Nullable JsonNode standard;

  private Argument(
      String name,
      ObjectNode schema,
      boolean required,
      ObjectReader reader,
      @Nullable JsonNode standard) {
    this.name = name;
    this.schema = schema;
    this.required = required;
    this.reader = reader;
    this.standard = standard;
  }

  static Argument of(Parameter parameter, JavaType type, JavaSchemas schemas) {
    P said = parameter.getAnnotation(P.class);
    String name = name(parameter, said, schemas);
    ObjectNode schema = schemas.of(type, name);
    JsonNode standard = null;
    boolean required =
        !OptionalValues.isOptional(
            type, Stream.of(parameter.getAnnotations()), parameter.getAnnotatedType());
    if (said != null) {
      String description = said.description().isEmpty() ? said.value() : said.description();
      if (!description.isEmpty()) {
        schema.put("description", description);
      }
      if (!said.defaultValue().equals(P.NO_DEFAULT)) {
        standard = standard(said.defaultValue(), type, schemas, name);
        schema.set("default", standard);
      }
      required &= said.required() && standard == null;
    }
    if (!required && standard == null && type.isPrimitive()) {
      throw schemas.refusal(
          name, "a %s cannot be left out: give it a defaultValue".formatted(type.getRawClass()));
    }
    return new Argument(name, schema, required, JavaJson.MAPPER.readerFor(type), standard);
  }

  /** The value to call the method with. */
  @Nullable Object read(JsonNode input) throws IOException {
    JsonNode given = input.get(name);
    if (given == null || (given.isNull() && !required)) {
      given = standard == null ? NullNode.instance : standard;
    }
    return reader.readValue(given);
  }

  private static String name(Parameter parameter, @Nullable P said, JavaSchemas schemas) {
    if (said != null && !said.name().isEmpty()) {
      return said.name();
    }
    if (!parameter.isNamePresent()) {
      throw schemas.refusal(
          parameter.getName(),
          "its name is not known: compile with -parameters, or give it @P(name = \"…\")");
    }
    return parameter.getName();
  }

  private static JsonNode standard(
      String written, JavaType type, JavaSchemas schemas, String name) {
    for (boolean quoted : new boolean[] {false, true}) {
      try {
        JsonNode value =
            quoted
                ? JavaJson.MAPPER.getNodeFactory().textNode(written)
                : JavaJson.MAPPER.readTree(written);
        JavaJson.MAPPER.readerFor(type).readValue(value);
        return value;
      } catch (IOException e) {
        // Text may be written without quotation marks; other values are refused below.
      }
    }
    throw schemas.refusal(name, "the defaultValue '%s' does not fit".formatted(written));
  }
}
