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
 * Everything that one run needs. Its events, budget and signal are shared with the threads of
 * tools, its context is only used by the thread of the run, and the rest never changes.
 * Thread-safe.
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

  /** Returns the known facts about the requested model. */
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
   * @param startedAt the time at which it would have started if it had been active all the time
   */
  public record Identity(
      UserId userId, SessionId sessionId, RunId runId, MessageId messageId, Instant startedAt) {}

  /**
   * Services that all runs of an agent share. Thread-safe.
   *
   * @param answerBytes the maximum size of the answer to one model call
   * @param inputBytes the maximum size of the arguments of one tool call
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
