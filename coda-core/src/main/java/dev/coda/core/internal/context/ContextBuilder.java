package dev.coda.core.internal.context;

import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import dev.coda.api.model.TokenCounter;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds what a model is shown: instructions, the summary of what the window no longer holds, the
 * branch so far, and the answer in the making. What changes least comes first, so that providers'
 * prompt caches hit. Confined to one thread at a time.
 */
public final class ContextBuilder {
  private final String systemPrompt;
  private final ContextWindow window;
  private final PromptSize size;
  private Branch branch;
  private @Nullable ShownMessages shown;
  private AssistantTurn answer = new AssistantTurn(new HashSet<>());

  private ContextBuilder(
      String systemPrompt, Branch branch, ContextWindow window, PromptSize size) {
    this.systemPrompt = systemPrompt.strip();
    this.window = window;
    this.size = size;
    this.branch = branch;
  }

  /**
   * Prepares the context of one run.
   *
   * @param systemPrompt instructions; blank for none
   * @param branch up to and including the user's message
   * @param counter counts as the model does, more or less
   */
  public static ContextBuilder of(
      String systemPrompt, Branch branch, ContextWindow window, TokenCounter counter) {
    return new ContextBuilder(systemPrompt, branch, window, PromptSize.by(counter));
  }

  /**
   * Returns the messages for the next model call.
   *
   * @param answerSoFar the parts of the answer in the making, which only grow from call to call
   */
  public List<ChatMessage> messages(List<Part> answerSoFar) {
    ShownMessages all = shown();
    answer.next(answerSoFar).forEach(all::add);
    return all.forCall();
  }

  /** Returns the calls of whose results only the beginning is shown since this was asked last. */
  public List<CallId> takeEvicted() {
    return shown().takeEvicted();
  }

  /** Estimates the tokens of what {@link #messages} returned last. */
  public long tokens() {
    return shown().tokens();
  }

  /** Returns how tokens are estimated here. */
  public PromptSize size() {
    return size;
  }

  /** Returns what should be summarised before the first model call; empty if all fits well. */
  public Optional<Compaction> dueCompaction() {
    List<Message> kept = branch.kept();
    Summary summary = branch.summary();
    boolean full =
        kept.size() > window.highMessages()
            || (window.isBounded() && shown().forCallTokens() > window.high());
    int from = full ? firstKept(kept) : 0;
    return from == 0
        ? Optional.empty()
        : Optional.of(
            new Compaction(summary == null ? null : summary.text(), kept.subList(0, from)));
  }

  /** Puts a summary in the place of messages. Before the first model call only. */
  public void compact(Compaction compaction, String text) {
    branch = branch.compacted(new Summary(text, compaction.throughMessageId()));
    shown = null;
  }

  /** The user's latest message always stays; a turn stays whole. */
  private int firstKept(List<Message> kept) {
    long tokens = 0;
    int first = kept.size();
    for (int i = kept.size() - 1; i >= 0; i--) {
      tokens += window.isBounded() ? size.of(kept.get(i)) : 0;
      boolean fits = tokens <= window.kept() && kept.size() - i <= window.keptMessages();
      if (!fits && first < kept.size()) {
        return first;
      }
      if (kept.get(i).role() == Role.USER && !HistoryRepair.hasResults(kept.get(i))) {
        first = i;
      }
    }
    return 0;
  }

  private ShownMessages shown() {
    ShownMessages messages = shown;
    if (messages == null) {
      messages = new ShownMessages(window, size);
      if (!systemPrompt.isEmpty()) {
        messages.add(SystemMessage.from(systemPrompt));
      }
      branch.shown().forEach(messages::add);
      shown = messages;
      answer = new AssistantTurn(new HashSet<>());
    }
    return messages;
  }
}
