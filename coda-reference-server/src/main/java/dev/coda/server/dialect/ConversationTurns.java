package dev.coda.server.dialect;

import dev.coda.api.content.MediaPart;
import dev.coda.api.content.Part;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts conversations into turns, so that a stored one and a sent one can be compared. */
final class ConversationTurns {
  private ConversationTurns() {}

  /**
   * What a user said and what came of it, without white space, which clients change. Immutable.
   *
   * @param question the user's message; null if it is not stored, or nobody asked
   * @param last the last message of the turn; null if it is not stored
   * @param messages those of the turn, if it was sent
   */
  record Turn(
      String said,
      String answered,
      @Nullable MessageId question,
      @Nullable MessageId last,
      List<SentMessage> messages) {
    /** A client that stopped early has less of an answer, or more than was stored. */
    boolean matches(Turn sent) {
      return said.equals(sent.said)
          && (answered.startsWith(sent.answered) || sent.answered.startsWith(answered));
    }
  }

  static List<Turn> stored(List<Message> path) {
    List<Turn> turns = new ArrayList<>();
    for (Message message : path) {
      if (asks(message.role(), message.parts())) {
        turns.add(new Turn(text(message.parts()), "", message.id(), message.id(), List.of()));
      } else {
        Turn open = turns.isEmpty() ? new Turn("", "", null, null, List.of()) : turns.removeLast();
        turns.add(
            new Turn(
                open.said(),
                open.answered() + text(message.parts()),
                open.question(),
                message.id(),
                List.of()));
      }
    }
    return turns;
  }

  static List<Turn> sent(List<SentMessage> history) {
    List<Turn> turns = new ArrayList<>();
    for (SentMessage message : history) {
      if (asks(message.role(), message.parts())) {
        turns.add(new Turn(text(message.parts()), "", null, null, List.of(message)));
      } else {
        Turn open = turns.isEmpty() ? new Turn("", "", null, null, List.of()) : turns.removeLast();
        List<SentMessage> messages = new ArrayList<>(open.messages());
        messages.add(message);
        turns.add(
            new Turn(open.said(), open.answered() + text(message.parts()), null, null, messages));
      }
    }
    return turns;
  }

  /** Returns what parts say, without white space. */
  static String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof TextPart said) {
        text.append(said.text().replaceAll("\\s+", ""));
      } else if (part instanceof MediaPart file) {
        text.append('[').append(file.mimeType()).append(']');
      }
    }
    return text.toString();
  }

  /** A user's message that has nothing but results belongs to the turn before it. */
  private static boolean asks(Role role, List<Part> parts) {
    return role == Role.USER
        && parts.stream().anyMatch(part -> part instanceof TextPart || part instanceof MediaPart);
  }
}
