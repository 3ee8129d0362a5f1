package dev.coda.server.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes what is wrong with a JSON body without quoting it, nor Java's names. */
final class JsonErrors {
  private JsonErrors() {}

  static ProblemException explain(JacksonException exception) {
    return ProblemException.invalid(field(exception), message(exception));
  }

  private static String message(JacksonException exception) {
    JacksonException origin = origin(exception);
    return switch (origin) {
      case UnrecognizedPropertyException unknown -> "is not a known field";
      case UnacceptableValueException value -> String.valueOf(value.getOriginalMessage());
      case StreamConstraintsException limit -> "is nested too deeply or too long";
      case MismatchedInputException mismatch -> "must be " + nameOf(mismatch.getTargetType());
      case JsonMappingException mapping -> "has the wrong form";
      default -> isDuplicate(origin) ? "occurs twice" : "is not valid JSON";
    };
  }

  private static String field(JacksonException exception) {
    String path = path(exception);
    return path.isEmpty() ? FieldNames.BODY : path;
  }

  private static String path(JacksonException exception) {
    JacksonException origin = origin(exception);
    if ((origin instanceof UnacceptableValueException || isDuplicate(origin))
        && origin.getProcessor() instanceof JsonParser parser) {
      // The parser knows better than the half-built objects around it.
      return JsonPath.of(parser);
    }
    return exception instanceof JsonMappingException mapping ? JsonPath.of(mapping) : "";
  }

  private static boolean isDuplicate(JacksonException exception) {
    String message = exception.getOriginalMessage();
    return message != null && message.startsWith("Duplicate field");
  }

  private static JacksonException origin(JacksonException exception) {
    return exception.getCause() instanceof JacksonException cause ? origin(cause) : exception;
  }

  private static String nameOf(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "a string";
    }
    if (type == UUID.class) {
      return "a UUID";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "a date and time as of RFC 3339";
    }
    if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      return "an array";
    }
    return type.isEnum() ? "one of " + constants(type) : objectOr(type);
  }

  private static String objectOr(Class<?> type) {
    return Map.class.isAssignableFrom(type) || type.isRecord() ? "an object" : "of another type";
  }

  private static String constants(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
