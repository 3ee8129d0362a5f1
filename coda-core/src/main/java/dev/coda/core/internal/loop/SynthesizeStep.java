package dev.coda.core.internal.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.ToolStatus;
import dev.coda.api.event.RunProjection;
import dev.coda.api.message.Message;
import dev.coda.api.message.ToolCall;
import dev.coda.core.internal.evaluation.AnswerCase;
import dev.coda.core.internal.evaluation.Evaluation;
import dev.coda.core.internal.side.SessionTitles;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a turn that has its answer: scores it, closes the run, has the session named. */
final class SynthesizeStep {
  private static final Logger LOG = LoggerFactory.getLogger(SynthesizeStep.class);

  void finish(Turn turn, Reply reply) {
    AnswerCase answer =
        turn.events()
            .read(run ->
                new AnswerCase(text(run), run.answerText(), reply.finishReason(), run.toolCalls()));
    Evaluation.Scores scores = turn.services().evaluation().score(answer, turn.cancelSignal());
    for (int i = 0; i < scores.calls().size(); i++) {
      JsonNode better = scores.calls().get(i);
      if (better != null) {
        turn.events().emit(Thoughts.used(turn, answer.calls().get(i), better));
      }
    }
    turn.events().emit(Thoughts.synthesised(turn, reply, results(answer), scores.answer()));
    Ending.completed(turn, reply.finishReason());
    name(turn, answer);
  }

  /** The user's message of this turn; empty if an older message is answered again. */
  static String text(RunProjection run) {
    return run.userMessage().map(Message::text).orElse("");
  }

  private static int results(AnswerCase answer) {
    int results = 0;
    for (ToolCall call : answer.calls()) {
      results += call.status() == ToolStatus.SUCCESS ? 1 : 0;
    }
    return results;
  }

  private static void name(Turn turn, AnswerCase answer) {
    SessionTitles titles = turn.services().titles();
    if (!titles.isByModel()) {
      return;
    }
    Turn.Identity run = turn.identity();
    try {
      turn.services()
          .executor()
          .execute(() ->
              titles.byModel(run.userId(), run.sessionId(), answer.request(), answer.answer()));
    } catch (RejectedExecutionException e) {
      LOG.info("Session {} is not named: {}", run.sessionId(), e.getMessage());
    }
  }
}
