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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tool with the parts that are prepared once: compiled schemas, the form for models, and its
 * limit of concurrent calls. Thread-safe.
 */
public final class RegisteredTool {
  private static final Logger LOG = LoggerFactory.getLogger(RegisteredTool.class);

  private final Tool tool;
  private final ToolSpecification specification;
  private final SchemaCheck inputCheck;
  private final @Nullable SchemaCheck outputCheck;
  private final ToolSemaphore semaphore;
  private final boolean lenient;
  private volatile long tokens;

  private RegisteredTool(Tool tool, boolean lenient) {
    this.lenient = lenient;
    ToolSpec spec = tool.spec();
    this.tool = tool;
    this.inputCheck = SchemaCheck.of(spec.inputSchema());
    this.outputCheck = spec.outputSchema().map(SchemaCheck::of).orElse(null);
    this.semaphore = new ToolSemaphore(spec.maxConcurrency());
    this.specification =
        ToolSpecification.builder()
            .name(spec.name())
            .description(spec.description())
            .parameters(ObjectSchemas.from(spec.inputSchema()))
            .metadata(Map.of(ModelAttributes.INPUT_SCHEMA, spec.inputSchema()))
            .build();
  }

  /**
   * @param lenient whether arguments are read as a careful person would read them
   */
  static RegisteredTool of(Tool tool, boolean lenient) {
    return new RegisteredTool(tool, lenient);
  }

  /** {@return the tool itself} */
  public Tool tool() {
    return tool;
  }

  /** {@return its description} */
  public ToolSpec spec() {
    return tool.spec();
  }

  /** {@return the form in which models are offered it} */
  public ToolSpecification specification() {
    return specification;
  }

  /**
   * {@return the number of tokens of its description in a request}
   *
   * @param size the size of the prompt
   */
  public long tokens(PromptSize size) {
    if (tokens == 0) {
      tokens = size.of(specification);
    }
    return tokens;
  }

  /**
   * Converts an input to the types of the schema if that needs no guess: {@code 5.0} and {@code
   * "5"} for an integer, {@code null} for an optional value, one value for a list, and the like.
   * The log names the places. The input is not changed if it matches already, if it cannot be
   * converted, or if {@link dev.coda.api.agent.AgentOptions#lenientToolInput} is false.
   *
   * @param input the arguments as a model gave them
   * @return the converted input
   */
  public ReadInput read(JsonNode input) {
    List<InputProblem> problems = inputCheck.problems(input);
    if (!lenient || (problems.isEmpty() && !hasDecimal(input))) {
      return new ReadInput(input, problems);
    }
    LenientInput reading = new LenientInput(spec().inputSchema());
    JsonNode read = reading.read(input);
    if (reading.changes().isEmpty() || !inputCheck.problems(read).isEmpty()) {
      return new ReadInput(input, problems);
    }
    LOG.info(
        "Arguments of {} were read as its schema has them: {}", spec().name(), reading.changes());
    return new ReadInput(read, List.of());
  }

  private static boolean hasDecimal(JsonNode node) {
    if (!node.isContainerNode()) {
      return node.isFloatingPointNumber();
    }
    for (JsonNode child : node) {
      if (hasDecimal(child)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return the problems of an input; empty if it matches the schema}
   *
   * @param input the arguments
   */
  public List<InputProblem> inputProblems(JsonNode input) {
    return inputCheck.problems(input);
  }

  List<InputProblem> outputProblems(JsonNode output) {
    return outputCheck == null ? List.of() : outputCheck.problems(output);
  }

  ToolSemaphore semaphore() {
    return semaphore;
  }

  /**
   * An input as it was read. Immutable.
   *
   * @param input the input as the tool receives it
   * @param problems the problems of it; empty if it matches the schema
   */
  public record ReadInput(JsonNode input, List<InputProblem> problems) {
    /** Copies the list. */
    public ReadInput {
      problems = List.copyOf(problems);
    }
  }
}
