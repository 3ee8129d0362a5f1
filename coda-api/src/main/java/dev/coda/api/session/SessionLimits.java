package dev.coda.api.session;

/**
 * The limits of a session's content. An import obeys the same limits as a request. Lengths of texts
 * are counted in UTF-16 units, sizes of JSON in bytes of UTF-8. Immutable.
 */
public final class SessionLimits {
  /** The longest title. */
  public static final int TITLE = 500;

  /** The longest name of a model provider. */
  public static final int MODEL_PROVIDER = 50;

  /** The longest name of a model. */
  public static final int MODEL_NAME = 100;

  /** The longest instructions. */
  public static final int SYSTEM_PROMPT = 100_000;

  /** The longest summary of messages before the context window. */
  public static final int CONTEXT_SUMMARY = 100_000;

  /** The longest text of a message that a person writes. */
  public static final int MESSAGE_TEXT = 500_000;

  /** The largest metadata of a session. */
  public static final int METADATA_BYTES = 64 * 1024;

  /** The deepest nesting of metadata, the object itself included. */
  public static final int METADATA_DEPTH = 63;

  /**
   * The maximum length of a number in JSON, in characters when it is written without an exponent.
   */
  public static final int NUMBER_LENGTH = 1_000;

  /** The longest name of a tool or of a kind of thought, which a database stores in an index. */
  public static final int NAME = 500;

  /** The longest message of an error. */
  public static final int ERROR_TEXT = 100_000;

  /** The most parts, tool calls or thoughts of one message. */
  public static final int ITEMS = 10_000;

  /** The largest input or output of a tool in an import. */
  public static final int TOOL_VALUE_BYTES = 4 * 1024 * 1024;

  /** The longest text of an answer in an import. */
  public static final int ANSWER_TEXT = 8 * 1024 * 1024;

  /** The largest parts of a message of an import, without its tool calls and thoughts. */
  public static final int PARTS_BYTES = 18 * 1024 * 1024;

  /** The largest message of an import, with its tool calls and thoughts. */
  public static final int MESSAGE_BYTES = 2 * PARTS_BYTES;

  /** The most values, members and items of JSON in one message of an import. */
  public static final int MESSAGE_VALUES = 1_000_000;

  /** The deepest nesting of JSON in an import. */
  public static final int IMPORT_DEPTH = 510;

  /** The most messages of an import. */
  public static final int MESSAGES = 100_000;

  private SessionLimits() {}
}
