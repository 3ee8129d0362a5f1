package dev.coda.core.java;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.message.Message;
import dev.coda.core.internal.answer.AnswerSchema;
import dev.coda.core.internal.answer.AnswerText;
import java.io.IOException;

/**
 * A Java type for the answer of a model: it has the JSON Schema of the type, and reads JSON as a
 * value of the type. Records, enums, arrays, numbers, text and dates are such types; a component
 * that is an {@link java.util.Optional} or carries a {@code Nullable} annotation may be left out.
 * Immutable.
 *
 * @param <T> the type
 */
public final class AnswerType<T> {
  private static final ClassValue<AnswerType<?>> KNOWN =
      new ClassValue<>() {
        @Override
        protected AnswerType<?> computeValue(Class<?> type) {
          return new AnswerType<>(type);
        }
      };

  private final String name;
  private final ObjectNode schema;
  private final ObjectReader reader;

  private AnswerType(Class<T> type) {
    this.name = type.getSimpleName();
    this.schema = JavaSchemas.ofAnswer(type);
    this.reader = JavaJson.MAPPER.readerFor(type);
  }

  /**
   * Describes a type.
   *
   * @param <T> the type of the value
   * @param type the type of the answer
   * @return the type
   * @throws dev.coda.api.error.ConfigurationException if it cannot be written as JSON, or is
   *     abstract
   */
  @SuppressWarnings("unchecked")
  public static <T> AnswerType<T> of(Class<T> type) {
    return (AnswerType<T>) KNOWN.get(type);
  }

  /** {@return the JSON Schema, for {@code RunRequest.builder(…).answerAs(…)}; a copy} */
  public JsonNode schema() {
    return schema.deepCopy();
  }

  /**
   * Reads the answer of a run with this type's schema, such as that of a {@link
   * dev.coda.api.agent.RunOutcome.Completed}.
   *
   * @param answer the answer
   * @return the answer
   * @throws IllegalArgumentException if it is not JSON, or does not fit the type
   */
  public T read(Message answer) {
    return read(AnswerSchema.read(AnswerText.last(answer), schema));
  }

  /**
   * Reads an answer.
   *
   * @param answer the answer
   * @return the answer
   * @throws IllegalArgumentException if it does not fit the type
   */
  public T read(JsonNode answer) {
    try {
      return reader.readValue(answer);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The answer does not fit %s. %s".formatted(name, JavaJson.explained(e, "")), e);
    }
  }
}
