package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;

/** Collects one item of a response's output. Confined to one thread at a time. */
interface OutputItem {
  /** Represents items that a chat does not use. */
  OutputItem IGNORED = new OutputItem() {};

  /** Adds the next piece of a part. */
  default void piece(ResponseFrame frame) {}

  /** Sets a complete part. */
  default void part(ResponseFrame frame) {}

  /** Sets the complete item, of which pieces may have been received before. */
  default void whole(JsonNode item) {}

  /** Adds the state that OpenAI requires back. */
  default void describe(ResponsesState state) {}
}
