package dev.coda.api.model;

/**
 * Names what Coda passes through langchain4j's open maps. A model that does not know a name ignores
 * it. Immutable.
 */
public final class ModelAttributes {
  /**
   * In a tool specification's metadata: the exact JSON Schema of the input, a {@code JsonNode}.
   * langchain4j's own schema types cannot express every schema.
   */
  public static final String INPUT_SCHEMA = "coda.input_schema";

  /**
   * In an assistant message's attributes: what the provider wants back unchanged with its
   * reasoning, a {@code JsonNode} of the provider's own shape.
   */
  public static final String REASONING_STATE = "coda.reasoning_state";

  /**
   * In an assistant message's attributes: what its text cites, a {@code JsonNode} of the provider's
   * own shape.
   */
  public static final String CITATIONS = "coda.citations";

  /** In an assistant message's attributes: true if the model refuses by what it says. */
  public static final String REFUSAL = "coda.refusal";

  /**
   * In a user message's attributes: what Coda asks for when no person does, such as {@code
   * summary}. A model that is none, but a set of rules, refuses then.
   */
  public static final String PURPOSE = "coda.purpose";

  private ModelAttributes() {}
}
