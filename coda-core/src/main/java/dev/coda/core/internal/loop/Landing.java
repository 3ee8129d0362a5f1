package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.ContentDelta;
import dev.coda.api.event.RunProjection;
import dev.coda.api.message.ToolCall;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.usage.BudgetScope;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ends a turn whose limits are used up with an answer: the model learns why it must stop, and where
 * it says nothing, or cannot be asked any more, the answer is what the tools have found.
 */
final class Landing {
  private static final int RESULTS_SHOWN = 5;
  private static final int RESULT_LENGTH = 300;

  private Landing() {}

  /** Reports to the model why this is its last turn; not if it has not begun to work yet. */
  static List<ChatMessage> explained(List<ChatMessage> messages, BudgetScope spent) {
    if (messages.get(messages.size() - 1) instanceof UserMessage) {
      return messages;
    }
    List<ChatMessage> explained = new ArrayList<>(messages.size() + 1);
    explained.addAll(messages);
    explained.add(
        UserMessage.from(
            "This run has used up its %s, so this is your last turn: no tool can be called any"
                    .formatted(spent.words())
                + " more. Answer now with what you have, and say what is missing."));
    return explained;
  }

  /** Ends the turn with this reply, whatever it still asks for. */
  static Reply landed(Turn turn, Reply reply, BudgetScope spent) {
    return reply.text().isBlank() ? stopped(turn, reply, spent) : reply.landed();
  }

  /** Ends the turn without asking the model again. */
  static Reply withoutModel(Turn turn, BudgetScope spent) {
    Reply nothing = new Reply(turn.model().ref(), "", "", List.of(), "", Usage.NONE);
    return stopped(turn, nothing, spent);
  }

  private static Reply stopped(Turn turn, Reply reply, BudgetScope spent) {
    String text =
        "I had to stop before I was done: this run has no %s left.".formatted(spent.words())
            + turn.events().read(Landing::findings);
    int part = turn.progress().nextPart();
    turn.events().emit(new ContentDelta(turn.identity().messageId(), part, 0, text));
    return new Reply(reply.model(), text, reply.thoughts(), List.of(), "", reply.usage()).landed();
  }

  private static String findings(RunProjection run) {
    List<ToolCall> done =
        run.toolCalls().stream().filter(call -> call.status() == ToolStatus.SUCCESS).toList();
    if (done.isEmpty()) {
      return "";
    }
    return done.subList(Math.max(0, done.size() - RESULTS_SHOWN), done.size()).stream()
        .map(call ->
            "- "
                + call.toolName()
                + ": "
                + CleanText.shortened(String.valueOf(call.output()), RESULT_LENGTH))
        .collect(Collectors.joining("\n", " The last results were:\n\n", ""));
  }
}
