package dev.coda.core.internal.context;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.CallId;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the messages for a model within its window. Above the high mark, large tool results that
 * the model has already answered to are replaced by a line that describes them, oldest first, until
 * the low mark is reached.
 *
 * <p>The outcome depends only on the messages and is computed at each reply in turn, so a later run
 * over the same branch finds the same lines in the same places. Confined to one thread at a time.
 */
final class ShownMessages {
  private static final int LARGE = 200;
  private static final int STUB_LENGTH = 160;
  private static final int SHORTENED_LENGTH = 4_000;

  private final ContextWindow window;
  private final PromptSize size;
  private final List<ChatMessage> shown = new ArrayList<>();
  private final Deque<Integer> large = new ArrayDeque<>();
  private final List<CallId> evicted = new ArrayList<>();
  private int counted;
  private int lastReply;
  private long tokens;

  ShownMessages(ContextWindow window, PromptSize size) {
    this.window = window;
    this.size = size;
  }

  void add(ChatMessage message) {
    if (message instanceof AiMessage) {
      makeRoom();
      lastReply = shown.size();
    }
    shown.add(message);
  }

  /** Returns what is sent in a call that is made now. */
  List<ChatMessage> forCall() {
    makeRoom();
    return List.copyOf(shown);
  }

  /** Returns the tokens of what is sent in a call that is made now. */
  long forCallTokens() {
    makeRoom();
    return tokens();
  }

  /** Returns the tokens of all messages, as they are shown now. */
  long tokens() {
    for (; counted < shown.size(); counted++) {
      long of = size.of(shown.get(counted));
      tokens += of;
      if (of > LARGE && shown.get(counted) instanceof ToolExecutionResultMessage) {
        large.add(counted);
      }
    }
    return tokens;
  }

  /** Returns the calls whose results were replaced since the last call of this method. */
  List<CallId> takeEvicted() {
    List<CallId> taken = List.copyOf(evicted);
    evicted.clear();
    return taken;
  }

  private void makeRoom() {
    if (!window.isBounded() || tokens() <= window.high()) {
      return;
    }
    while (tokens > window.low() && !large.isEmpty() && large.peek() < lastReply) {
      shorten(large.remove(), STUB_LENGTH);
    }
    // Results that the model has not seen yet are kept, unless they would not fit at all.
    for (int unseen : large) {
      if (tokens > window.high()) {
        shorten(unseen, SHORTENED_LENGTH);
      }
    }
  }

  private void shorten(int index, int length) {
    ToolExecutionResultMessage result = (ToolExecutionResultMessage) shown.get(index);
    String text = result.text();
    if (text.length() <= length) {
      return;
    }
    ChatMessage stub =
        ToolExecutionResultMessage.builder()
            .id(result.id())
            .toolName(result.toolName())
            .text(
                "[Shortened: this result had %d characters. It began:]\n%s"
                    .formatted(text.length(), CleanText.head(text, length)))
            .isError(result.isError())
            .build();
    tokens += size.of(stub) - size.of(result);
    shown.set(index, stub);
    evicted.add(CallId.of(result.id()));
  }
}
