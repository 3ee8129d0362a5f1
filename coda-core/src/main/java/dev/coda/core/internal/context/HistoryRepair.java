package dev.coda.core.internal.context;

import dev.coda.api.content.CleanText;
import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.content.ToolResultPart;
import dev.coda.api.id.CallId;
import dev.coda.api.message.Message;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Translates stored messages into a history that every provider accepts, even if the runs that
 * wrote them were cut off: it starts with the user, no message is empty, consecutive messages of
 * one author are merged, the ids of calls are unique, every tool call is followed by exactly one
 * result, and every result follows its call. The result of a call that its client made is in the
 * user's next message.
 *
 * <p>Thread-safe.
 */
public final class HistoryRepair {
  private HistoryRepair() {}

  /** Translates messages of one branch, oldest first. System messages are left to the caller. */
  public static List<ChatMessage> repair(List<Message> messages) {
    List<ChatMessage> history = new ArrayList<>(messages.size() + 8);
    add(messages, history, new HashSet<>());
    return history;
  }

  /**
   * Adds more messages of a branch to a history that does not end with the user.
   *
   * @param calls the tool calls of the history; those of the messages are added
   */
  static void add(List<Message> messages, List<ChatMessage> history, Set<CallId> calls) {
    List<Content> said = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.role() == Role.USER) {
        addContents(message, said);
      } else if (message.role() == Role.ASSISTANT && (!history.isEmpty() || !said.isEmpty())) {
        List<ChatMessage> turn =
            new AssistantTurn(calls, resultsAt(messages, i + 1)).next(message.parts());
        if (!turn.isEmpty()) {
          closeUser(said, history);
          addReplies(turn, history);
        }
      }
    }
    closeUser(said, history);
  }

  /**
   * Returns whether a message has results of calls that the message before it left to its client.
   */
  static boolean hasResults(Message message) {
    return message.role() == Role.USER
        && message.parts().stream().anyMatch(ToolResultPart.class::isInstance);
  }

  private static List<Part> resultsAt(List<Message> messages, int index) {
    return index < messages.size() && hasResults(messages.get(index))
        ? messages.get(index).parts()
        : List.of();
  }

  /** Two replies without a user's message between them become one. */
  private static void addReplies(List<ChatMessage> turn, List<ChatMessage> history) {
    int last = history.size() - 1;
    if (last >= 0
        && history.get(last) instanceof AiMessage before
        && !before.hasToolExecutionRequests()
        && turn.get(0) instanceof AiMessage next) {
      String text = next.text() == null ? before.text() : before.text() + "\n\n" + next.text();
      history.set(last, next.toBuilder().text(text).build());
      history.addAll(turn.subList(1, turn.size()));
    } else {
      history.addAll(turn);
    }
  }

  private static void closeUser(List<Content> said, List<ChatMessage> history) {
    if (!said.isEmpty()) {
      history.add(UserMessage.from(List.copyOf(said)));
      said.clear();
    }
  }

  private static void addContents(Message message, List<Content> said) {
    for (Part part : message.parts()) {
      if (part instanceof TextPart text && !text.text().isBlank()) {
        said.add(TextContent.from(CleanText.clean(text.text())));
      } else if (part instanceof MediaPart media) {
        said.add(AttachedFile.of(media));
      }
    }
  }
}
