package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CleanText;

/**
 * A violation of one keyword of a schema. Immutable.
 *
 * @param path the JSON pointer of the place in the value; empty for the whole
 * @param keyword the schema's keyword; empty if the schema cannot be applied
 * @param property the property that is missing or unknown, empty for keywords that name none
 * @param expected the keyword's value in the schema; missing if the schema cannot be applied
 * @param actual the value at the place; missing if the schema cannot be applied
 * @param message the problem, in a sentence
 */
public record SchemaFinding(
    String path,
    String keyword,
    String property,
    JsonNode expected,
    JsonNode actual,
    String message) {
  private static final int LONGEST_PATH = 200;
  private static final int LONGEST_MESSAGE = 1_000;

  /** Returns the problem in lengths that fit an answer to a model, however long the names are. */
  InputProblem asProblem() {
    String place = property.isEmpty() ? path : path + "/" + property;
    return new InputProblem(
        place.isEmpty() ? "/" : CleanText.shortened(place, LONGEST_PATH),
        CleanText.shortened(message, LONGEST_MESSAGE));
  }
}
