package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.event.ContextReported;
import dev.coda.api.model.ModelRef;
import dev.coda.core.internal.context.Compaction;
import dev.coda.core.internal.side.SideAnswer;
import dev.coda.core.internal.side.SideCall;
import dev.coda.core.internal.side.Summarizer;
import dev.coda.core.internal.usage.CallEstimate;
import dev.coda.core.internal.usage.CallGrant;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a long conversation's beginning with a summary, before the model is called. If no model
 * is available for it, or the budget does not allow it, the summary is made without a model.
 */
final class CompactStep {
  private static final Logger LOG = LoggerFactory.getLogger(CompactStep.class);
  private static final int MAX_OUTPUT = 2_048;

  void ifDue(Turn turn) throws InterruptedException {
    Optional<Compaction> due = turn.context().dueCompaction();
    if (due.isPresent()) {
      compact(turn, due.get());
    }
  }

  /** Compacts what a person wanted to be compacted, however much room there is. */
  void asked(Turn turn) throws InterruptedException {
    Optional<Compaction> earlier = turn.context().earlierTurns();
    if (earlier.isPresent()) {
      compact(turn, earlier.get());
      turn.events()
          .emit(new ContextReported(turn.context().tokens(), turn.model().contextWindow()));
    }
  }

  private static void compact(Turn turn, Compaction compaction) throws InterruptedException {
    long before = turn.context().tokens();
    Optional<String> written = written(turn, compaction);
    if (written.isEmpty() && turn.context().compactsOnly() && turn.cancelSignal().isCancelled()) {
      throw new CancellationException("The compaction was cancelled.");
    }
    String summary = CleanText.clean(written.orElseGet(compaction::byRule));
    turn.context().compact(compaction, summary);
    long after = turn.context().tokens();
    turn.models().summarizer().keep().accept(summary);
    int count = compaction.messages().size();
    turn.events()
        .commit(
            List.of(
                new ContextCompacted(summary, compaction.throughMessageId(), before, after),
                Thoughts.compacted(turn, count, written.isPresent())));
  }

  private static Optional<String> written(Turn turn, Compaction compaction)
      throws InterruptedException {
    Summarizer summarizer = turn.models().summarizer();
    List<ChatMessage> messages = compaction.request();
    CallEstimate estimate =
        new CallEstimate(
            turn.context().size().of(messages),
            MAX_OUTPUT,
            turn.services().prices().price(summarizer.info()).orElse(null),
            true);
    Optional<CallGrant> granted = turn.budget().reserveExtraCall(estimate);
    if (granted.isEmpty() || turn.cancelSignal().isCancelled()) {
      return Optional.empty();
    }
    SideCall call =
        new SideCall(
            summarizer::model,
            Runnable::run,
            turn.services().clock(),
            turn.budget().limits().timeout());
    ChatRequest request =
        ChatRequest.builder().messages(messages).maxOutputTokens(MAX_OUTPUT).build();
    try (CallGrant grant = granted.get();
        CallUsage usage = new CallUsage(turn, summarizer.model(), grant, estimate::inputTokens)) {
      SideAnswer answer = call.ask(request, turn.cancelSignal(), usage.attempts());
      String text = answer.text().strip();
      ModelRef by = Objects.requireNonNullElse(answer.model(), summarizer.model().ref());
      usage.answered(by, answer.usage(), () -> text);
      return Optional.of(text).filter(written -> !written.isEmpty());
    } catch (CodaException e) {
      if (turn.context().compactsOnly() && e.kind() != FailureKind.UNSUPPORTED) {
        // Nobody waits for an answer, so the person had better try again.
        throw e;
      }
      LOG.info(
          "Run {} continues with a summary made by rule: {}",
          turn.identity().runId(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
