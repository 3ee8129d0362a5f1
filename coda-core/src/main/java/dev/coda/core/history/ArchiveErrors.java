package dev.coda.core.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.coda.core.history.ArchiveParser.RefusedValueException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes an error in a file and its place, without Jackson's messages, which name classes. */
final class ArchiveErrors {
  private static final int LONGEST_NAME = 100;

  private ArchiveErrors() {}

  /**
   * @param place the path of the object that was read; empty for the file itself
   */
  static MalformedArchiveException explain(
      String place, JacksonException failure, ArchiveParser parser) {
    Optional<RefusedValueException> refused = cause(failure, RefusedValueException.class);
    if (refused.isPresent()) {
      return at(refused.get().place(), refused.get().getOriginalMessage(), failure);
    }
    if (cause(failure, StreamConstraintsException.class).isPresent()) {
      return at(parser.place(), "is too long or nested too deeply", failure);
    }
    Optional<WrongFieldException> wrong = cause(failure, WrongFieldException.class);
    if (wrong.isPresent()) {
      return at(place + path(failure) + "." + wrong.get().field(), wrong.get().reason(), failure);
    }
    String message = failure.getOriginalMessage();
    if (message != null && message.startsWith("Duplicate field")) {
      return at(parser.place(), "occurs twice", failure);
    }
    if (failure instanceof JsonMappingException mapping) {
      return at(place + path(failure), reason(mapping), failure);
    }
    return at(place, "is not well-formed JSON", failure);
  }

  /** Returns a name that a file made up, short enough to be shown. */
  static String name(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }

  private static MalformedArchiveException at(String place, String reason, Throwable cause) {
    return place.isEmpty()
        ? new MalformedArchiveException("The file " + reason + ".", cause)
        : new MalformedArchiveException(name(place), reason, cause);
  }

  private static String path(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    if (failure instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.append(
            step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
      }
      if (failure instanceof InvalidTypeIdException) {
        path.append(".type");
      }
    }
    return path.toString();
  }

  private static String reason(JsonMappingException failure) {
    if (failure instanceof UnrecognizedPropertyException) {
      return "is unknown";
    }
    if (failure instanceof InvalidTypeIdException) {
      return "is missing or unknown";
    }
    return failure.getCause() instanceof IllegalArgumentException wrong
        ? "is wrong: " + name(String.valueOf(wrong.getMessage()))
        : "has the wrong form";
  }

  private static <T extends Throwable> Optional<T> cause(
      @Nullable Throwable failure, Class<T> type) {
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return Optional.of(type.cast(at));
      }
    }
    return Optional.empty();
  }
}
