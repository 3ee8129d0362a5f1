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
 * The answer of a run that has used up a limit. The model receives the reason and answers a last
 * time; if its answer is empty, or it cannot be called any more, the answer lists the tools' last
 * results.
 */
final class FinalAnswer {
  private static final int RESULTS_SHOWN = 5;
  private static final int RESULT_LENGTH = 300;

  private FinalAnswer() {}

  /**
   * Adds for the model why this is its last turn; not if it has not been called in this run yet.
   */
  static List<ChatMessage> withReason(List<ChatMessage> messages, BudgetScope spent) {
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

  /** Returns the last reply, without the tool calls that it requests. */
  static Reply from(Turn turn, Reply reply, BudgetScope spent) {
    return reply.text().isBlank() ? stopped(turn, reply, spent) : reply.asFinal();
  }

  /** Returns a last reply without calling the model again. */
  static Reply withoutModel(Turn turn, BudgetScope spent) {
    Reply nothing = new Reply(turn.model().ref(), "", "", List.of(), "", Usage.NONE);
    return stopped(turn, nothing, spent);
  }

  private static Reply stopped(Turn turn, Reply reply, BudgetScope spent) {
    String text =
        "I had to stop before I was done: this run has no %s left.".formatted(spent.words())
            + turn.events().read(FinalAnswer::findings);
    int part = turn.progress().nextPart();
    turn.events().emit(new ContentDelta(turn.identity().messageId(), part, 0, text));
    return new Reply(reply.model(), text, reply.thoughts(), List.of(), "", reply.usage()).asFinal();
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
