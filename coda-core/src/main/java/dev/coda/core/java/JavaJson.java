package dev.coda.core.java;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads arguments into Java values, and writes what methods return. */
final class JavaJson {
  private static final Logger LOG = LoggerFactory.getLogger(JavaJson.class);

  /** Jackson's own names: what a record's component is called in Java it is called in JSON. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModules(modules())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfigDefaults(
              coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
          .build();

  /** The result of a method without a return value, as for a service without a response body. */
  static final Object NOTHING = JsonNodeFactory.instance.objectNode();

  private JavaJson() {}

  /** Dates are read by an optional dependency, which Jackson names where it is missing. */
  private static List<Module> modules() {
    List<Module> modules = new ArrayList<>(List.of(new Jdk8Module()));
    try {
      modules.add(new JavaTimeModule());
    } catch (NoClassDefFoundError e) {
      LOG.debug("Tools cannot take or return dates: {}", e.toString());
    }
    return modules;
  }

  /** The message for a model whose argument fits the schema, but not the Java type. */
  static ToolResult unreadable(IOException failure, String prefix) {
    return ToolResult.error(
        FailureKind.TOOL_INPUT_INVALID,
        "The arguments cannot be used. " + explained(failure, prefix),
        failure.getMessage());
  }

  /** Returns which value does not fit, and why. */
  static String explained(IOException failure, String prefix) {
    StringBuilder path = new StringBuilder(prefix);
    if (failure instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        path.append('/')
            .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
      }
    }
    return "%s: %s".formatted(path.isEmpty() ? "/" : path, reason(failure));
  }

  /** Asks Jackson for a reader of the type, which it otherwise first makes when it reads. */
  static void refuseUndefined(JavaType type) throws InvalidDefinitionException {
    try {
      MAPPER.readerFor(type).readValue(JsonNodeFactory.instance.objectNode());
    } catch (InvalidDefinitionException e) {
      throw e;
    } catch (IOException e) {
      // An empty object need not fit; this only checks that the type has a deserializer.
    }
  }

  static ToolResult answer(String tool, Callable<@Nullable Object> call) throws Exception {
    Object result;
    try {
      result = LaterResult.await(call.call());
    } catch (CodaException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return ToolResult.error(
          FailureKind.TOOL_FAILED, tool + " failed with an unexpected error.", trace(e));
    }
    if (result instanceof ToolResult own) {
      return own;
    }
    if (result != null && LaterResult.isStream(result.getClass())) {
      return ToolResult.error(
          FailureKind.TOOL_OUTPUT_INVALID,
          tool + " answered with a stream of values instead of a value.",
          result.getClass().getName());
    }
    try {
      return ToolResult.ok(MAPPER.valueToTree(result));
    } catch (IllegalArgumentException e) {
      return ToolResult.error(
          FailureKind.TOOL_OUTPUT_INVALID,
          tool + " answered with something that cannot be written as JSON.",
          e.getMessage());
    }
  }

  /** The message of a record's constructor is the best one; other messages name Java's classes. */
  private static String reason(IOException failure) {
    if (failure instanceof ValueInstantiationException refused
        && refused.getCause() instanceof IllegalArgumentException cause
        && cause.getMessage() != null) {
      return cause.getMessage();
    }
    String wanted = Wanted.in(failure);
    if (wanted != null) {
      return wanted;
    }
    if (failure instanceof JsonMappingException mapping && mapping.getPath().isEmpty()) {
      return "they do not fit together";
    }
    return failure instanceof JsonProcessingException ? "this value does not fit" : "unreadable";
  }

  /** The log's detail: what was thrown, and where. */
  private static String trace(Exception e) {
    StackTraceElement[] stack = e.getStackTrace();
    return stack.length == 0 ? e.toString() : e + " at " + stack[0];
  }
}
