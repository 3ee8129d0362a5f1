package dev.coda.providers.openai;

import java.util.function.Consumer;

/**
 * Separates thinking from text if a host passes on the model's raw output: {@code <think>} at the
 * very beginning, up to {@code </think>}. Tags may be split between pieces.
 *
 * <p>If the prompt ends with the first tag, the answer has only the second. That is seen only in an
 * answer that comes as one piece, since a stream has been shown as text by then, and only on a
 * separate line, since an answer may mention the tag. Confined to one thread at a time.
 */
final class ThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private final boolean openedByPrompt;
  private final Consumer<String> thinking;
  private final Consumer<String> text;
  private final StringBuilder held = new StringBuilder();
  private State state = State.BEFORE;

  private enum State {
    BEFORE,
    OPENED,
    THINKING,
    AFTER,
    TEXT
  }

  /**
   * @param openedByPrompt whether the prompt may end with the first tag
   */
  ThinkTags(boolean openedByPrompt, Consumer<String> thinking, Consumer<String> text) {
    this.openedByPrompt = openedByPrompt;
    this.thinking = thinking;
    this.text = text;
  }

  void accept(String piece) {
    if (state == State.TEXT) {
      text.accept(piece);
      return;
    }
    held.append(piece);
    if (state == State.BEFORE) {
      before();
    }
    if (state == State.OPENED && begins()) {
      state = State.THINKING;
    }
    if (state == State.THINKING) {
      thinking();
    }
    if (state == State.AFTER && begins()) {
      state = State.TEXT;
      text.accept(held.toString());
      held.setLength(0);
    }
  }

  /** Passes on what was held back because a tag might have followed. */
  void end() {
    if (!held.isEmpty()) {
      (state == State.THINKING ? thinking : text).accept(held.toString());
    }
    held.setLength(0);
    state = State.TEXT;
  }

  private void before() {
    String start = held.toString().stripLeading();
    if (start.startsWith(OPEN)) {
      held.setLength(0);
      held.append(start.substring(OPEN.length()));
      state = State.OPENED;
    } else if (openedByPrompt && isThinkingUpToClose(start)) {
      state = State.OPENED;
    } else if (!OPEN.startsWith(start)) {
      end();
    }
  }

  private static boolean isThinkingUpToClose(String start) {
    int close = start.indexOf(CLOSE);
    int open = start.indexOf(OPEN);
    return close >= 0
        && (open < 0 || open > close)
        && start.substring(start.lastIndexOf('\n', close) + 1, close).isBlank()
        && start.substring(close + CLOSE.length()).lines().findFirst().orElse("").isBlank();
  }

  private void thinking() {
    int close = held.indexOf(CLOSE);
    if (close >= 0) {
      pass(close);
      held.delete(0, CLOSE.length());
      state = State.AFTER;
    } else {
      pass(held.length() - beginningOfClose());
    }
  }

  /** Blank lines after a tag belong to neither. */
  private boolean begins() {
    String start = held.toString().stripLeading();
    held.setLength(0);
    held.append(start);
    return !start.isEmpty();
  }

  private void pass(int count) {
    if (count > 0) {
      thinking.accept(held.substring(0, count));
      held.delete(0, count);
    }
  }

  private int beginningOfClose() {
    for (int size = Math.min(CLOSE.length() - 1, held.length()); size > 0; size--) {
      if (CLOSE.startsWith(held.substring(held.length() - size))) {
        return size;
      }
    }
    return 0;
  }
}
