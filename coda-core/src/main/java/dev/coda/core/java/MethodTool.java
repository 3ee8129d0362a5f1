package dev.coda.core.java;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeBindings;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.langchain4j.agent.tool.ReturnBehavior;
import dev.langchain4j.agent.tool.ToolMemoryId;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a method with arguments read from JSON. */
final class MethodTool implements Tool {
  private final Object owner;
  private final Method method;
  private final ToolSpec spec;

  /** In the order of the parameters; null at the position of the context. */
  private final List<@Nullable Argument> arguments;

  private MethodTool(
      Object owner, Method method, ToolSpec spec, List<@Nullable Argument> arguments) {
    this.owner = owner;
    this.method = method;
    this.spec = spec;
    this.arguments = arguments;
  }

  static MethodTool of(Object owner, Method method) {
    JavaSchemas schemas = new JavaSchemas(name(method));
    var said = method.getAnnotation(dev.langchain4j.agent.tool.Tool.class);
    refuseUnfinished(method, said.returnBehavior(), schemas);
    List<@Nullable Argument> arguments = new ArrayList<>();
    ObjectNode schema = JavaSchemas.object();
    for (Parameter parameter : method.getParameters()) {
      if (parameter.getType() == ToolContext.class) {
        arguments.add(null);
        continue;
      }
      Argument argument = argument(owner, method, parameter, schemas);
      if (schema.path("properties").has(argument.name)) {
        throw schemas.refusal(argument.name, "two parameters have this name");
      }
      arguments.add(argument);
      JavaSchemas.add(schema, argument.name, argument.schema, argument.required);
    }
    ToolSpec.Builder spec =
        ToolSpec.builder(said.name().isEmpty() ? method.getName() : said.name())
            .description(String.join("\n", said.value()))
            .inputSchema(schemas.closed(schema));
    apply(method.getAnnotation(ToolSettings.class), spec, schemas);
    return new MethodTool(owner, method, Names.checked(name(method), spec), arguments);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) throws Exception {
    @Nullable Object[] values = new @Nullable Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      Argument argument = arguments.get(i);
      try {
        values[i] = argument == null ? context : argument.read(input);
      } catch (IOException e) {
        return JavaJson.unreadable(e, argument == null ? "" : "/" + argument.name);
      }
    }
    return JavaJson.answer(spec.name(), () -> invoke(values));
  }

  @Override
  public String toString() {
    return name(method);
  }

  private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
    try {
      Object result = method.invoke(owner, values);
      return method.getReturnType() == void.class ? JavaJson.NOTHING : result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  private static Argument argument(
      Object owner, Method method, Parameter parameter, JavaSchemas schemas) {
    if (parameter.isAnnotationPresent(ToolMemoryId.class)) {
      throw schemas.refusal(
          parameter.getName(),
          "there is no @ToolMemoryId here: take a ToolContext and its sessionId");
    }
    JavaType declaring =
        JavaJson.MAPPER.constructType(owner.getClass()).findSuperType(method.getDeclaringClass());
    // The type variables of a generic superclass are resolved from the class of the object.
    JavaType type =
        JavaJson.MAPPER
            .getTypeFactory()
            .resolveMemberType(
                parameter.getParameterizedType(),
                declaring == null ? TypeBindings.emptyBindings() : declaring.getBindings());
    Argument argument = Argument.of(parameter, type, schemas);
    schemas.refuseUndefined(type, argument.name);
    return argument;
  }

  private static void apply(
      @Nullable ToolSettings settings, ToolSpec.Builder spec, JavaSchemas schemas) {
    if (settings == null) {
      return;
    }
    try {
      spec.permission(settings.permission())
          .readOnly(settings.readOnly())
          .idempotent(settings.idempotent())
          .timeout(Duration.ofMillis(settings.timeoutMs()))
          .maxConcurrency(settings.maxConcurrency());
    } catch (IllegalArgumentException e) {
      throw schemas.refusal("", "@ToolSettings: " + e.getMessage());
    }
  }

  private static void refuseUnfinished(
      Method method, ReturnBehavior behavior, JavaSchemas schemas) {
    if (behavior != ReturnBehavior.TO_LLM) {
      throw schemas.refusal(
          "", "a result always goes to the model, never past it (" + behavior + ")");
    }
    if (LaterResult.isStream(method.getReturnType())) {
      throw schemas.refusal(
          "",
          "it returns a %s; wait for it and return the value, the call has a thread of its own"
              .formatted(method.getReturnType().getSimpleName()));
    }
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }
}
