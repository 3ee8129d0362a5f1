package dev.coda.server.dialect.agui;

import dev.coda.api.message.Message;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a client wants to see of a run, under its own names. Immutable.
 *
 * @param afterSeq the pause behind which it begins; 0 for the whole run
 * @param pausesOver up to which event pauses have been answered
 * @param isRejoined whether the client has seen some of it, and is to forget that
 * @param history the messages before the run's own
 * @param links makes links of this server complete
 */
record AguiView(
    String threadId,
    String runId,
    long afterSeq,
    long pausesOver,
    boolean isRejoined,
    List<Message> history,
    UnaryOperator<String> links) {
  AguiView {
    history = List.copyOf(history);
  }
}
