package dev.coda.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;

/** Collects one item of a response's output. Confined to one thread at a time. */
interface OutputItem {
  /** Represents items that say nothing to a chat. */
  OutputItem IGNORED = new OutputItem() {};

  /** Takes the next piece of a part. */
  default void piece(ResponseFrame frame) {}

  /** Takes a whole part. */
  default void part(ResponseFrame frame) {}

  /** Takes the whole item, whose pieces may or may not have been heard. */
  default void whole(JsonNode item) {}

  /** Adds what OpenAI wants back. */
  default void describe(ResponsesState state) {}
}
