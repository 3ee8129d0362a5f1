package dev.coda.core.loop;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.event.UsageReported;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Usage;
import dev.coda.core.context.CleanText;
import dev.coda.core.context.Compaction;
import dev.coda.core.context.Summarizer;
import dev.coda.core.usage.CallEstimate;
import dev.coda.core.usage.CallGrant;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a summary in the place of a long conversation's beginning, before the model is asked. Where
 * no model can be asked for it, or what it would take is not left, the summary is made by rule.
 */
final class CompactStep {
  private static final Logger LOG = LoggerFactory.getLogger(CompactStep.class);
  private static final int MAX_OUTPUT = 2_048;

  void ifDue(Turn turn) {
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
    turn.context().summarizer().keep().accept(summary);
    int count = compaction.messages().size();
    turn.events()
        .commit(
            List.of(
                new ContextCompacted(summary, compaction.throughMessageId(), before, after),
                Thoughts.compacted(turn, count, written.isPresent())));
  }

  private static Optional<String> written(Turn turn, Compaction compaction) {
    Summarizer summarizer = turn.context().summarizer();
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
    try (CallGrant grant = granted.get()) {
      Writer writer = new Writer(turn.cancelSignal(), summarizer.model().ref());
      ChatRequest request =
          ChatRequest.builder().messages(messages).maxOutputTokens(MAX_OUTPUT).build();
      summarizer.model().chat(request, writer);
      return writer
          .text()
          .map(text -> {
            settle(turn, grant, writer);
            return text;
          });
    } catch (CodaException e) {
      LOG.info("Run {} goes on with a summary made by rule: {}", turn.identity().runId(), e);
      return Optional.empty();
    }
  }

  private static void settle(Turn turn, CallGrant grant, Writer writer) {
    Summarizer summarizer = turn.context().summarizer();
    BigDecimal cost =
        turn.services()
            .prices()
            .cost(summarizer.model().info(writer.model), writer.usage)
            .orElse(null);
    grant.settle(writer.usage, cost);
    turn.events()
        .emit(
            new UsageReported(
                writer.model.provider(), writer.model.name(), writer.usage, cost, null));
  }

  /** Waits for a whole text and shows nothing of it. Confined to one thread at a time. */
  private static final class Writer implements ModelStreamHandler {
    private final CancelSignal signal;
    private ModelRef model;
    private Usage usage = Usage.NONE;
    private volatile @Nullable ChatResponse response;

    Writer(CancelSignal signal, ModelRef model) {
      this.signal = signal;
      this.model = model;
    }

    Optional<String> text() {
      ChatResponse whole = response;
      if (whole == null || whole.aiMessage().text() == null || whole.aiMessage().text().isBlank()) {
        return Optional.empty();
      }
      usage = Usage.from(whole.tokenUsage());
      return Optional.of(whole.aiMessage().text().strip());
    }

    @Override
    public CancelSignal cancelSignal() {
      return signal;
    }

    @Override
    public void onAttemptStarted(ModelRef asked, int attempt) {
      model = asked;
    }

    @Override
    public void onAttemptReset(String reason) {
      // Nothing was shown, so there is nothing to take back.
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
      response = whole;
    }

    @Override
    public void onError(Throwable error) {
      LOG.info("A conversation was not summarised: {}", error.toString());
    }
  }
}
