package dev.coda.core.internal.loop;

import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.PriceTable;
import dev.coda.api.time.TimerClock;
import dev.coda.core.internal.context.ContextBuilder;
import dev.coda.core.internal.context.Recall;
import dev.coda.core.internal.evaluation.Evaluation;
import dev.coda.core.internal.side.SessionTitles;
import dev.coda.core.internal.telemetry.RunTelemetry;
import dev.coda.core.internal.telemetry.Span;
import dev.coda.core.internal.usage.BudgetLedger;
import dev.coda.core.routing.RoutedModel;
import dev.coda.core.tools.RegisteredTool;
import dev.coda.core.tools.ToolExecutor;
import dev.coda.core.tools.ToolGate;
import dev.coda.core.tools.ToolOffer;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Everything one run works with. Its events, budget and signal are shared with tool threads, its
 * context belongs to the run's own; the rest never changes. Thread-safe.
 */
public record Turn(
    Identity identity,
    RunModels models,
    ContextBuilder context,
    ToolOffer offer,
    ToolGate gate,
    EventSink events,
    CancelSignal cancelSignal,
    BudgetLedger budget,
    Services services,
    Span span,
    Progress progress,
    OpenQuestions questions,
    CallSettings settings) {

  /** Returns what is known of the model that was asked for. */
  ModelInfo model() {
    return models.info();
  }

  /** Returns the model that answers. */
  RoutedModel chatModel() {
    return models.chat();
  }

  /** Returns the tools that may be called, by name, in an order that never changes. */
  Map<String, RegisteredTool> tools() {
    return offer.tools();
  }

  /**
   * Names the run and what it writes. Immutable.
   *
   * @param messageId the assistant's message
   * @param startedAt when it would have started, had it been active all the time
   */
  public record Identity(
      UserId userId, SessionId sessionId, RunId runId, MessageId messageId, Instant startedAt) {}

  /**
   * What all runs of an agent share. Thread-safe.
   *
   * @param answerBytes how many bytes one model call may answer with
   * @param inputBytes how many bytes the arguments of one tool call may have
   */
  public record Services(
      TimerClock clock,
      IdSource ids,
      Executor executor,
      ToolExecutor toolExecutor,
      PriceTable prices,
      Recall recall,
      RunTelemetry telemetry,
      Evaluation evaluation,
      long answerBytes,
      int inputBytes,
      SessionTitles titles) {}
}
