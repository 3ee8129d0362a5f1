package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.model.ModelAttributes;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSpec;
import dev.coda.core.internal.context.PromptSize;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is a tool with what is worked out once for it: compiled schemas, the form models are shown, and
 * its share of concurrency. Thread-safe.
 */
public final class RegisteredTool {
  private final Tool tool;
  private final ToolSpecification specification;
  private final SchemaCheck inputCheck;
  private final @Nullable SchemaCheck outputCheck;
  private final Places places;
  private volatile long tokens;

  private RegisteredTool(Tool tool) {
    ToolSpec spec = tool.spec();
    this.tool = tool;
    this.inputCheck = SchemaCheck.of(spec.inputSchema());
    this.outputCheck = spec.outputSchema().map(SchemaCheck::of).orElse(null);
    this.places = new Places(spec.maxConcurrency());
    this.specification =
        ToolSpecification.builder()
            .name(spec.name())
            .description(spec.description())
            .parameters(ObjectSchemas.from(spec.inputSchema()))
            .metadata(Map.of(ModelAttributes.INPUT_SCHEMA, spec.inputSchema()))
            .build();
  }

  static RegisteredTool of(Tool tool) {
    return new RegisteredTool(tool);
  }

  /** Returns the tool itself. */
  public Tool tool() {
    return tool;
  }

  /** Returns its description. */
  public ToolSpec spec() {
    return tool.spec();
  }

  /** Returns the form in which models are offered it. */
  public ToolSpecification specification() {
    return specification;
  }

  /** Returns how many tokens its description takes in a request. */
  public long tokens(PromptSize size) {
    if (tokens == 0) {
      tokens = size.of(specification);
    }
    return tokens;
  }

  /** Returns what is wrong with an input; empty if it matches the schema. */
  public List<InputProblem> inputProblems(JsonNode input) {
    return inputCheck.problems(input);
  }

  List<InputProblem> outputProblems(JsonNode output) {
    return outputCheck == null ? List.of() : outputCheck.problems(output);
  }

  Places places() {
    return places;
  }
}
