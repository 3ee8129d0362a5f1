package dev.coda.core.loop;

import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ToolCallRequested;
import dev.coda.core.context.CleanText;
import java.util.ArrayList;
import java.util.List;

/** Looks at the tool calls a model asks for, and stores them with what the gate says. */
final class SelectToolStep {
  List<SelectedCall> select(Turn turn, Reply reply) {
    CallJudge judge = new CallJudge(turn);
    int granted = turn.budget().takeToolCalls(reply.calls().size());
    List<SelectedCall> selected = new ArrayList<>(reply.calls().size());
    for (Reply.AskedCall asked : reply.calls()) {
      int resultPart = turn.progress().nextPart();
      selected.add(judge.judge(asked, resultPart, selected.size() < granted));
    }
    List<EventPayload> events = new ArrayList<>(2 * selected.size() + 1);
    for (SelectedCall call : selected) {
      events.add(requested(turn, call));
    }
    events.add(Thoughts.selected(turn, selected));
    for (SelectedCall call : selected) {
      events.add(Thoughts.parameters(turn, call));
    }
    turn.events().commit(events);
    return selected;
  }

  /** Looks again at calls that are stored already and were left open; without any, at nothing. */
  List<SelectedCall> selectAgain(Turn turn, List<OpenCall> open) {
    if (open.isEmpty()) {
      return List.of();
    }
    OpenCallJudge judge =
        new OpenCallJudge(new CallJudge(turn), turn.budget().limits().maxToolCalls());
    return open.stream().map(judge::judge).toList();
  }

  private static ToolCallRequested requested(Turn turn, SelectedCall call) {
    return new ToolCallRequested(
        turn.identity().messageId(),
        call.asked().part(),
        call.asked().callId(),
        CleanText.clean(call.asked().toolName()),
        call.input(),
        call.asked().state());
  }
}
