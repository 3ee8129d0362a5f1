package dev.coda.server.dialect.agui;

import org.jspecify.annotations.Nullable;

/**
 * Names the messages that an answer becomes: this protocol has one for each text and one for the
 * calls of each reply. The first has the answer's id. Confined to one thread at a time.
 */
final class MessageIds {
  private final String answer;
  private @Nullable String current;
  private boolean answered;

  MessageIds(String answer) {
    this.answer = answer;
  }

  /** Returns the id of a text, which is a message of its own. */
  String ofText(int part) {
    current = current == null ? answer : of(part);
    answered = false;
    return current;
  }

  /** Returns the id of the message that has a call: the text before it, if there is one. */
  String ofCall(int part) {
    if (current == null) {
      current = answer;
    } else if (answered) {
      current = of(part);
    }
    answered = false;
    return current;
  }

  /** Notes a result, behind which the model replies anew; returns the id of its message. */
  String ofResult(int part) {
    answered = true;
    return of(part);
  }

  /** Returns the id of a thought, or of another message that is about one part. */
  String of(int part) {
    return answer + "." + part;
  }
}
