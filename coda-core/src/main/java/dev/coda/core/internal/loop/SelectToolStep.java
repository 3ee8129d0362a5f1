package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.event.EventPayload;
import dev.coda.api.event.ToolCallRequested;
import java.util.ArrayList;
import java.util.List;

/** Checks the tool calls that a model requests, and decides whether each may run. */
final class SelectToolStep {
  /** Selects the calls of a reply; they are stored when they are executed. */
  Selection select(Turn turn, Reply reply) {
    CallPolicy policy = new CallPolicy(turn);
    int granted = turn.budget().takeToolCalls(reply.calls().size());
    List<CheckedCall> selected = new ArrayList<>(reply.calls().size());
    for (Reply.AskedCall asked : reply.calls()) {
      int resultPart = turn.progress().nextPart();
      selected.add(policy.check(asked, resultPart, selected.size() < granted));
    }
    List<EventPayload> events = new ArrayList<>(2 * selected.size() + 1);
    for (CheckedCall call : selected) {
      events.add(requested(turn, call));
    }
    events.add(Thoughts.selected(turn, selected));
    for (CheckedCall call : selected) {
      events.add(Thoughts.parameters(turn, call));
    }
    return new Selection(selected, events);
  }

  /** Looks again at calls that are stored already and were left open; without any, at nothing. */
  Selection selectAgain(Turn turn, List<OpenCall> open) {
    if (open.isEmpty()) {
      return Selection.NONE;
    }
    OpenCallPolicy policy =
        new OpenCallPolicy(new CallPolicy(turn), turn.budget().limits().maxToolCalls());
    return new Selection(open.stream().map(policy::check).toList(), List.of());
  }

  private static ToolCallRequested requested(Turn turn, CheckedCall call) {
    return new ToolCallRequested(
        turn.identity().messageId(),
        call.asked().part(),
        call.asked().callId(),
        CleanText.clean(call.asked().toolName()),
        call.input(),
        call.asked().state());
  }
}
