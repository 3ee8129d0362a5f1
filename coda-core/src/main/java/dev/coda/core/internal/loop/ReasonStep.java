package dev.coda.core.internal.loop;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ProviderException;
import dev.coda.api.event.BudgetReported;
import dev.coda.api.event.ContextReported;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.CallId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.model.Usage;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.internal.telemetry.Span;
import dev.coda.core.internal.usage.Attempts;
import dev.coda.core.internal.usage.BudgetScope;
import dev.coda.core.internal.usage.CallEstimate;
import dev.coda.core.internal.usage.CallGrant;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.core.tools.ToolOffer;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ToolChoice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Calls the model with the conversation so far, and publishes its answer as it is streamed. */
final class ReasonStep {
  private final CompactStep compact = new CompactStep();

  Reply ask(Turn turn) throws InterruptedException {
    compact.ifDue(turn);
    List<ChatMessage> messages =
        AnswerCheck.corrected(
            turn,
            RecallStep.into(
                turn, turn.context().messages(turn.events().read(RunProjection::answerParts))));
    reportEvicted(turn);
    ToolOffer offer = offer(turn, messages);
    CallEstimate estimate = estimate(turn, offer);
    report(turn);
    Optional<CallGrant> granted = turn.budget().reserveCall(estimate);
    if (granted.isEmpty()) {
      return FinalAnswer.withoutModel(turn, turn.budget().lacking(estimate));
    }
    ModelRef ref = turn.model().ref();
    Span span = turn.services().telemetry().startModelCall(turn.span(), ref);
    try (CallGrant grant = granted.get();
        CallUsage usage =
            new CallUsage(turn, turn.chatModel(), grant, () -> inputTokens(turn, offer))) {
      Reply reply = call(turn, request(turn, offer, messages, grant), usage.attempts(), span);
      RunTelemetry.usage(span, reply.usage());
      RunTelemetry.finished(span, reply.finishReason());
      settle(turn, offer, reply, usage);
      Thoughts.reasoned(turn, reply);
      return grant.spent() == null ? reply : FinalAnswer.from(turn, reply, grant.spent());
    } catch (CodaException e) {
      RunTelemetry.failed(span, e.kind().code());
      throw e;
    } finally {
      span.end();
    }
  }

  /**
   * The found tools follow from the messages that the model is shown, so a resumed run offers the
   * same.
   */
  private static ToolOffer offer(Turn turn, List<ChatMessage> messages) {
    return turn.offer().isSearched() ? turn.offer().with(FoundTools.in(messages)) : turn.offer();
  }

  private static void reportEvicted(Turn turn) {
    List<CallId> evicted = turn.context().takeEvicted();
    if (!evicted.isEmpty()) {
      turn.events()
          .emit(
              new ContextReported(turn.context().tokens(), turn.model().contextWindow(), evicted));
    }
  }

  private static CallEstimate estimate(Turn turn, ToolOffer offer) {
    return new CallEstimate(
        turn.budget().isMetered() ? inputTokens(turn, offer) : 0,
        longestOutput(turn),
        turn.services().prices().price(turn.model()).orElse(null),
        !turn.tools().isEmpty());
  }

  private static @Nullable Integer longestOutput(Turn turn) {
    Integer known = turn.model().maxOutput();
    Integer wanted = turn.settings().parameters().maxOutputTokens();
    if (known == null || wanted == null) {
      return known == null ? wanted : known;
    }
    return Math.min(known, wanted);
  }

  private static long inputTokens(Turn turn, ToolOffer offer) {
    long tokens = turn.context().tokens() + turn.settings().tokens(turn.context().size());
    for (RegisteredTool tool : offer.shown()) {
      tokens += tool.tokens(turn.context().size());
    }
    return tokens;
  }

  private static ChatRequest request(
      Turn turn, ToolOffer offer, List<ChatMessage> messages, CallGrant grant) {
    BudgetScope spent = grant.spent();
    ChatRequestParameters parameters = offer.parameters(turn.settings().parameters());
    if (spent != null || grant.maxOutput() != null) {
      parameters = parameters.overrideWith(bounds(turn, grant));
    }
    return ChatRequest.builder()
        .messages(spent == null ? messages : FinalAnswer.withReason(messages, spent))
        .parameters(parameters)
        .build();
  }

  /** Returns what the budget changes of a request. */
  private static ChatRequestParameters bounds(Turn turn, CallGrant grant) {
    DefaultChatRequestParameters.Builder<?> bounds = ChatRequestParameters.builder();
    if (grant.maxOutput() != null) {
      bounds.maxOutputTokens(grant.maxOutput());
    }
    if (grant.spent() != null && !turn.tools().isEmpty()) {
      // Tools stay in the prompt, which providers cache from its start.
      bounds.toolChoice(ToolChoice.NONE);
    }
    return bounds.build();
  }

  private static Reply call(Turn turn, ChatRequest request, Attempts attempts, Span span)
      throws InterruptedException {
    if (turn.cancelSignal().isCancelled()) {
      throw cancelled(turn, null);
    }
    ReplyCollector collector = new ReplyCollector(turn, attempts, span);
    // A model may answer on its own threads; the signal must end this wait all the same.
    try (CancelSignal.Registration registration =
        turn.cancelSignal().onCancel(() -> collector.stop(reason(turn), cancelled(turn, null)))) {
      turn.chatModel().chat(request, collector);
      return collector.reply().get();
    } catch (ExecutionException e) {
      throw turn.cancelSignal().isCancelled()
          ? cancelled(turn, e.getCause())
          : failure(turn, Objects.requireNonNullElse(e.getCause(), e));
    } catch (RuntimeException e) {
      throw failure(turn, e);
    }
  }

  private static CancelReason reason(Turn turn) {
    return turn.cancelSignal().reason().orElse(CancelReason.REQUESTED);
  }

  private static void settle(Turn turn, ToolOffer offer, Reply reply, CallUsage call) {
    ModelRef ref = reply.model();
    Usage usage = call.answered(ref, reply.usage(), reply::said);
    if (turn.budget().isMetered() || turn.model().contextWindow() != null) {
      // If neither needs it, nothing has been counted, and counting is not worth its time.
      turn.chatModel().learnTokens(ref, inputTokens(turn, offer), reply.usage().input());
    }
    turn.events()
        .emit(new ContextReported(usage.total(), turn.chatModel().info(ref).contextWindow()));
    report(turn);
  }

  private static void report(Turn turn) {
    for (BudgetReported report : turn.budget().newReports()) {
      turn.events().emit(report);
    }
  }

  private static CodaException failure(Turn turn, Throwable cause) {
    if (cause instanceof CodaException known) {
      return known;
    }
    if (cause instanceof Error defect) {
      throw defect;
    }
    return ProviderException.of(
            FailureKind.PROVIDER_ERROR,
            turn.model().ref().provider(),
            "The model %s failed (%s)."
                .formatted(turn.model().ref(), cause.getClass().getSimpleName()))
        .cause(cause)
        .build();
  }

  private static ProviderException cancelled(Turn turn, @Nullable Throwable cause) {
    return ProviderException.of(
            FailureKind.CANCELLED, turn.model().ref().provider(), "The model call was cancelled.")
        .cause(cause)
        .build();
  }
}
