package dev.coda.core.internal.context;

import dev.coda.api.content.Role;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageSize;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stored messages of one branch, and the form in which a model receives them, which is computed
 * once. If messages are added, only their part is computed. Immutable.
 */
public final class Branch {
  /** The branch of a session without messages. */
  public static final Branch EMPTY = of(List.of());

  private final List<Message> messages;
  private final long bytes;
  private final @Nullable Summary summary;
  private final List<Message> kept;

  /** The shown form of all messages but the last; null if that does not help. */
  private final @Nullable Shown before;

  private volatile @Nullable Shown shown;

  private Branch(
      List<Message> messages, long bytes, @Nullable Summary summary, @Nullable Shown before) {
    this.messages = messages;
    this.bytes = bytes;
    this.summary = summary;
    this.kept = summary == null ? messages : summary.rest(messages);
    this.before = before;
  }

  /** Makes a branch of these messages, oldest first. */
  public static Branch of(List<Message> messages) {
    Summary summary = Summary.latest(messages).orElse(null);
    return new Branch(
        List.copyOf(messages), messages.stream().mapToLong(MessageSize::of).sum(), summary, null);
  }

  /** Returns the branch with a message added. */
  public Branch with(Message next) {
    List<Message> all = new ArrayList<>(messages.size() + 1);
    all.addAll(messages);
    all.add(next);
    Summary latest = Summary.latest(List.of(next)).orElse(null);
    return new Branch(
        Collections.unmodifiableList(all),
        bytes + MessageSize.of(next),
        latest == null ? summary : latest,
        latest == null ? toShow() : null);
  }

  /** Returns the branch with a summary of its beginning. */
  Branch compacted(Summary latest) {
    return new Branch(messages, bytes, latest, null);
  }

  /** Returns its messages, oldest first. */
  public List<Message> messages() {
    return messages;
  }

  /** Estimates how many bytes of memory it takes. */
  public long bytes() {
    return bytes;
  }

  /** Returns the tokens of the messages in the form in which a model receives them. */
  public long tokens(PromptSize size) {
    return size.of(shown());
  }

  @Nullable Summary summary() {
    return summary;
  }

  /** Returns the messages that its summary does not cover. */
  List<Message> kept() {
    return kept;
  }

  /** Returns what a model is shown of it, with its summary. */
  List<ChatMessage> shown() {
    return toShow().messages;
  }

  private Shown toShow() {
    Shown known = shown;
    if (known == null) {
      Message last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
      known =
          before != null && last != null && before.canBeFollowedBy(last)
              ? before.with(List.of(last))
              : Shown.of(summary, kept);
      shown = known;
    }
    return known;
  }

  /**
   * The messages that a model is shown. Immutable.
   *
   * @param calls the tool calls among them, whose ids cannot be used again
   */
  private record Shown(List<ChatMessage> messages, Set<CallId> calls) {
    static Shown of(@Nullable Summary summary, List<Message> kept) {
      List<Message> all = kept;
      if (summary != null && !kept.isEmpty()) {
        all = new ArrayList<>(summary.asMessages(kept.get(0)));
        all.addAll(kept);
      }
      return new Shown(List.of(), Set.of()).with(all);
    }

    /**
     * Messages of one side in a row become one, and results belong to the calls before them, so
     * either means to begin again.
     */
    boolean canBeFollowedBy(Message next) {
      return next.role() != Role.USER
          || messages.isEmpty()
          || (!(messages.get(messages.size() - 1) instanceof UserMessage)
              && !HistoryRepair.hasResults(next));
    }

    Shown with(List<Message> more) {
      List<ChatMessage> all = new ArrayList<>(messages.size() + more.size() + 4);
      all.addAll(messages);
      Set<CallId> known = new HashSet<>(calls);
      HistoryRepair.add(more, all, known);
      return new Shown(all, known);
    }
  }
}
