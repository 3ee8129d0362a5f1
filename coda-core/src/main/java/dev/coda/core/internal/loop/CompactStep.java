package dev.coda.core.internal.loop;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.ContextCompacted;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.ModelStreamHandler;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.context.Compaction;
import dev.coda.core.internal.context.Summarizer;
import dev.coda.core.internal.usage.CallEstimate;
import dev.coda.core.internal.usage.CallGrant;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import java.util.List;
import java.util.Objects;
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

  /** Many times what those tokens can be, for a model that does not keep to them. */
  private static final int LONGEST_ANSWER = 256 * 1024;

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
    try (CallGrant grant = granted.get();
        CallUsage usage = new CallUsage(turn, summarizer.model(), grant, estimate::inputTokens)) {
      Writer writer = new Writer(turn.cancelSignal(), usage.attempts(), summarizer.model().ref());
      ChatRequest request =
          ChatRequest.builder().messages(messages).maxOutputTokens(MAX_OUTPUT).build();
      summarizer.model().chat(request, writer);
      ChatResponse whole = writer.response;
      if (whole == null) {
        return Optional.empty();
      }
      String text = Objects.requireNonNullElse(whole.aiMessage().text(), "").strip();
      usage.answered(writer.model, Usage.from(whole.tokenUsage()), () -> text);
      return Optional.of(text).filter(written -> !written.isEmpty());
    } catch (CodaException e) {
      LOG.info("Run {} goes on with a summary made by rule: {}", turn.identity().runId(), e);
      return Optional.empty();
    }
  }

  /** Waits for a whole text and shows nothing of it. Confined to one thread at a time. */
  private static final class Writer implements ModelStreamHandler {
    private final CancelSignal signal;
    private final Attempts attempts;
    private ModelRef model;
    private long said;
    private volatile @Nullable ChatResponse response;

    Writer(CancelSignal signal, Attempts attempts, ModelRef model) {
      this.signal = signal;
      this.attempts = attempts;
      this.model = model;
    }

    @Override
    public CancelSignal cancelSignal() {
      return signal;
    }

    @Override
    public void onAttemptStarted(ModelRef asked, int attempt) {
      model = asked;
      attempts.started(asked);
    }

    @Override
    public void onAttemptReset(String reason) {
      attempts.reset();
      said = 0;
    }

    @Override
    public void onPartialResponse(String text) {
      said(text);
    }

    @Override
    public void onPartialThinking(PartialThinking thinking) {
      said(thinking.text());
    }

    private void said(String piece) {
      attempts.said(piece);
      said += piece.length();
      if (said > LONGEST_ANSWER) {
        throw ProviderException.of(
                FailureKind.ANSWER_TOO_LARGE,
                model.provider(),
                "The summary is longer than %d characters.".formatted(LONGEST_ANSWER))
            .build();
      }
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
