package dev.coda.core.internal.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.Part;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolCallPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.message.Message;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON in a model's text, with or without a code fence around it. Thread-safe. */
public final class AnswerText {
  private static final ObjectReader JSON =
      CodaJson.mapper()
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .without(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  /** Closed by the last fence, since JSON text may contain one. */
  private static final Pattern FENCED = Pattern.compile("(?s)```[\\w-]*+\\s(.*)```");

  private AnswerText() {}

  /** Returns the JSON; empty if the text is not one JSON value. */
  public static Optional<JsonNode> json(String text) {
    JsonNode whole = parsed(text);
    if (whole != null) {
      return Optional.of(whole);
    }
    Matcher fenced = FENCED.matcher(text);
    return fenced.find() ? Optional.ofNullable(parsed(fenced.group(1))) : Optional.empty();
  }

  /** Returns the text of a message after its last tool call: the model's final answer. */
  public static String last(Message message) {
    StringBuilder text = new StringBuilder();
    for (Part part : message.parts()) {
      if (part instanceof ToolCallPart || part instanceof ToolResultPart) {
        text.setLength(0);
      } else if (part instanceof TextPart said) {
        text.append(said.text());
      }
    }
    return text.toString();
  }

  private static @Nullable JsonNode parsed(String text) {
    if (text.isBlank()) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
