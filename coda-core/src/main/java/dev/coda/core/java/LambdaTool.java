package dev.coda.core.java;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Calls a lambda with a record. */
final class LambdaTool<A> implements Tool {
  private final ToolSpec spec;
  private final ObjectReader reader;
  private final JavaAction<A> action;

  private LambdaTool(ToolSpec spec, ObjectReader reader, JavaAction<A> action) {
    this.spec = spec;
    this.reader = reader;
    this.action = action;
  }

  static <A> LambdaTool<A> create(
      String name,
      String description,
      Class<A> arguments,
      UnaryOperator<ToolSpec.Builder> settings,
      JavaAction<A> action) {
    String where = "Tool '%s'".formatted(name);
    if (!arguments.isRecord()) {
      throw new ConfigurationException(
          "%s: its arguments must be a record, and %s is none."
              .formatted(where, arguments.getName()));
    }
    ToolSpec.Builder spec =
        ToolSpec.builder(name)
            .description(description)
            .inputSchema(new JavaSchemas(where).ofRecord(arguments));
    return new LambdaTool<>(
        Names.checked(where, settings.apply(spec)), JavaJson.MAPPER.readerFor(arguments), action);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) throws Exception {
    A arguments;
    try {
      arguments = reader.readValue(input);
    } catch (IOException e) {
      return JavaJson.unreadable(e, "");
    }
    return JavaJson.answer(spec.name(), () -> action.execute(arguments, context));
  }
}
