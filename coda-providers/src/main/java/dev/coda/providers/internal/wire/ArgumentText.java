package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the pieces of a tool call's arguments that a host sends. Some hosts begin with an empty
 * object, repeat the earlier text with each piece, or send everything again at the end. If the
 * joined pieces are one JSON value, this value is used. Confined to one thread at a time.
 */
public final class ArgumentText {
  /** The name of a call that was received without a name, which the caller refuses. */
  public static final String UNKNOWN_TOOL = "unknown";

  private static final String NONE = "{}";
  private static final int LONGEST_PLACEHOLDER = 32;
  private static final ObjectReader VALUES = WireJson.mapper().readerFor(JsonNode.class);

  private final StringBuilder joined = new StringBuilder();
  private String last = "";
  private boolean grows = true;

  /** Adds a piece; an empty one is ignored. */
  public void add(String piece) {
    if (piece.isEmpty()) {
      return;
    }
    grows = isPlaceholder(last) || (grows && piece.startsWith(last));
    last = piece;
    joined.append(piece);
  }

  /** Sets the complete arguments, which replace all earlier pieces unless they are empty. */
  public void replace(String whole) {
    if (!isPlaceholder(whole) || isPlaceholder(joined)) {
      joined.setLength(0);
      joined.append(whole);
      last = whole;
      grows = true;
    }
  }

  /** Returns the pieces, joined. */
  public CharSequence pieces() {
    return joined;
  }

  /**
   * Returns whether no arguments have arrived, or only the empty object that some hosts send first.
   */
  public boolean isEmpty() {
    return isPlaceholder(joined);
  }

  /** Returns whether the arguments are a single JSON value. */
  public boolean isWhole() {
    return values(text()).size() == 1;
  }

  /** Returns the arguments; an empty object if there are none. */
  public String text() {
    String all = joined.toString();
    if (isPlaceholder(all)) {
      return NONE;
    }
    List<JsonNode> values = values(all);
    if (values.size() == 1) {
      return all;
    }
    if (!values.isEmpty()) {
      JsonNode end = values.get(values.size() - 1);
      boolean repeats = values.stream().allMatch(value -> isNothing(value) || value.equals(end));
      return repeats ? end.toString() : all;
    }
    return grows && values(last).size() == 1 ? last : all;
  }

  private static boolean isPlaceholder(CharSequence text) {
    if (text.length() > LONGEST_PLACEHOLDER) {
      return false;
    }
    String said = text.toString().strip();
    return said.isEmpty() || said.equals(NONE) || said.equals("null");
  }

  private static boolean isNothing(JsonNode value) {
    return value.isNull() || (value.isObject() && value.isEmpty());
  }

  /** Returns the values of a text; none if it is not a sequence of JSON values. */
  private static List<JsonNode> values(String text) {
    try (MappingIterator<JsonNode> parser = VALUES.readValues(text)) {
      return new ArrayList<>(parser.readAll());
    } catch (JsonProcessingException cut) {
      return List.of();
    } catch (IOException e) {
      throw new IllegalStateException("a text is always at hand", e);
    }
  }
}
