package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;

/** One condition of a plain schema on a value. Immutable. */
@FunctionalInterface
interface ValueRule {
  /** Accepts everything: the rule of keywords that only describe. */
  ValueRule ANYTHING = value -> true;

  /** Returns whether a value meets the condition for certain. */
  boolean accepts(JsonNode value);
}
