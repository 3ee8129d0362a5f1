package dev.coda.core.internal.loop;

import dev.coda.api.content.CleanText;
import dev.coda.api.error.CodaException;
import dev.coda.api.event.ContextCompacted;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a summary in the place of a long conversation's beginning, before the model is asked. Where
 * no model can be asked for it, or what it would take is not left, the summary is made by rule.
 */
final class CompactStep {
  private static final Logger LOG = LoggerFactory.getLogger(CompactStep.class);
  private static final int MAX_OUTPUT = 2_048;

  void ifDue(Turn turn) throws InterruptedException {
    Optional<Compaction> due = turn.context().dueCompaction();
    if (due.isEmpty()) {
      return;
    }
    Compaction compaction = due.get();
    long before = turn.context().tokens();
    Optional<String> written = written(turn, compaction);
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
      LOG.info("Run {} continues with a summary made by rule: {}", turn.identity().runId(), e);
      return Optional.empty();
    }
  }
}
