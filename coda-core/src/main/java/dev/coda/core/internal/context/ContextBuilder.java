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
 * Builds the messages for a model: instructions, the summary of messages outside the window, the
 * branch so far, and the answer so far. The parts that change least come first, so that providers'
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
   * @param counter approximates the model's tokenizer
   */
  public static ContextBuilder of(
      String systemPrompt, Branch branch, ContextWindow window, TokenCounter counter) {
    return new ContextBuilder(systemPrompt, branch, window, PromptSize.by(counter));
  }

  /**
   * Returns the messages for the next model call.
   *
   * @param answerSoFar the parts of the answer that the run writes; from call to call, parts are
   *     only added
   */
  public List<ChatMessage> messages(List<Part> answerSoFar) {
    ShownMessages all = shown();
    answer.next(answerSoFar).forEach(all::add);
    return all.forCall();
  }

  /** Returns the calls whose results were shortened since the last call of this method. */
  public List<CallId> takeEvicted() {
    return shown().takeEvicted();
  }

  /** Estimates the tokens of what {@link #messages} returned last. */
  public long tokens() {
    return shown().tokens();
  }

  /** Returns the estimator of tokens. */
  public PromptSize size() {
    return size;
  }

  /**
   * Returns the compaction that is needed before the first model call; empty if everything fits.
   */
  public Optional<Compaction> dueCompaction() {
    List<Message> kept = branch.kept();
    boolean full =
        kept.size() > window.highMessages()
            || (window.isBounded() && shown().forCallTokens() > window.high());
    int from = full ? firstKept(kept) : 0;
    return from == 0 ? Optional.empty() : Optional.of(Compaction.of(branch, from));
  }

  /**
   * Returns whether the branch has no question to answer, since the run was only asked to compact
   * it.
   */
  public boolean compactsOnly() {
    List<Message> all = branch.messages();
    return !all.isEmpty() && all.get(all.size() - 1).role() == Role.ASSISTANT;
  }

  /**
   * Returns all turns except the last one, to be summarised; empty if they are summarised already.
   */
  public Optional<Compaction> earlierTurns() {
    return Compaction.ofEarlierTurns(branch);
  }

  /** Replaces messages by a summary. May only be called before the first model call. */
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
      if (Compaction.beginsTurn(kept.get(i))) {
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
