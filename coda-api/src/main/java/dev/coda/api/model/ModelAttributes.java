package dev.coda.api.model;

/**
 * The names of values that Coda passes through langchain4j's open maps. A model that does not know
 * a name ignores it. Immutable.
 */
public final class ModelAttributes {
  /**
   * In a tool specification's metadata: the exact JSON Schema of the input, a {@code JsonNode}.
   * langchain4j's own schema types cannot express every schema.
   */
  public static final String INPUT_SCHEMA = "coda.input_schema";

  /**
   * In an assistant message's attributes: data that the provider requires back unchanged with its
   * reasoning, a {@code JsonNode} in the provider's format.
   */
  public static final String REASONING_STATE = "coda.reasoning_state";

  /**
   * In an assistant message's attributes: the citations of its text, a {@code JsonNode} in the
   * provider's format.
   */
  public static final String CITATIONS = "coda.citations";

  /** In an assistant message's attributes: true if the text is a refusal. */
  public static final String REFUSAL = "coda.refusal";

  /**
   * In a user message's attributes: the purpose of a request by Coda itself, such as {@code
   * summary}. A provider that only follows rules, without a language model, refuses such a request.
   */
  public static final String PURPOSE = "coda.purpose";

  private ModelAttributes() {}
}
