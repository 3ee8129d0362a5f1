package dev.coda.core.java;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.api.tool.ToolSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Tools from methods with langchain4j's {@code @Tool}, and from lambdas.
 *
 * <p>An argument is required unless it is an {@link java.util.Optional}, carries a {@code Nullable}
 * annotation, or its {@code @P} says otherwise. The same is true of the components of a record. A
 * parameter of type {@link dev.coda.api.tool.ToolContext} receives the context of the call and is
 * not an argument. Methods are called from many threads at once. Thread-safe.
 */
public final class JavaTools implements ToolSource {
  private final List<Tool> tools;

  private JavaTools(List<Tool> tools) {
    this.tools = List.copyOf(tools);
  }

  /**
   * Creates tools from the annotated methods of these objects, inherited ones included.
   *
   * @param objects objects with annotated methods
   * @return the tools
   * @throws ConfigurationException if an object has no such method, or if a method cannot become a
   *     tool: its name is not allowed or is used already, a parameter has no name, or a type cannot
   *     be read from JSON
   */
  public static JavaTools from(Object... objects) {
    Map<String, MethodTool> byName = new LinkedHashMap<>();
    for (Object object : objects) {
      for (MethodTool tool : AnnotatedMethods.of(object)) {
        MethodTool other = byName.putIfAbsent(tool.spec().name(), tool);
        if (other != null) {
          throw new ConfigurationException(
              "%s and %s are both the tool '%s'; name one of them with @Tool(name = \"…\")."
                  .formatted(other, tool, tool.spec().name()));
        }
      }
    }
    return new JavaTools(new ArrayList<>(byName.values()));
  }

  /**
   * Makes a tool of a lambda.
   *
   * @param <A> the type of the arguments
   * @param name the name by which models call it
   * @param description the description for models
   * @param arguments a record whose components are the arguments
   * @param action the action of the tool
   * @return the tool
   * @throws ConfigurationException if the name is not allowed or a component cannot be read from
   *     JSON
   */
  public static <A> Tool tool(
      String name, String description, Class<A> arguments, JavaAction<A> action) {
    return tool(name, description, arguments, UnaryOperator.identity(), action);
  }

  /**
   * Makes a tool of a lambda, with settings for the gate, such as {@code spec ->
   * spec.permission(ASK)}.
   *
   * @param <A> the type of the arguments
   * @param name the name by which models call it
   * @param description the description for models
   * @param arguments a record whose components are the arguments
   * @param settings changes the settings
   * @param action the action of the tool
   * @return the tool
   * @throws ConfigurationException if the name is not allowed or a component cannot be read from
   *     JSON
   */
  public static <A> Tool tool(
      String name,
      String description,
      Class<A> arguments,
      UnaryOperator<ToolSpec.Builder> settings,
      JavaAction<A> action) {
    return LambdaTool.create(name, description, arguments, settings, action);
  }

  @Override
  public List<Tool> tools() {
    return tools;
  }
}
