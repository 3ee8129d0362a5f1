package dev.coda.core.internal.run;

import dev.coda.api.error.CodaException;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.model.Credentials;
import dev.coda.api.model.ModelInfo;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionStore;
import dev.coda.core.internal.loop.RunModels;
import dev.coda.core.internal.side.Summarizer;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RoutedModel;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the models of a run: the one that answers and the one that summarises. Thread-safe. */
final class ModelSelection {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSelection.class);

  private final ModelRouter router;
  private final SessionStore sessions;
  private final @Nullable ModelRef summaryModel;

  ModelSelection(AgentParts parts) {
    this.router = parts.router();
    this.sessions = parts.stores().sessions();
    this.summaryModel = parts.options().summaryModel().orElse(null);
  }

  /**
   * Makes the models of a run.
   *
   * @param keys the user's own keys by provider name
   * @param beforeCall runs before each call of a model, including the one that summarises
   * @throws CodaException if the model is not available
   */
  RunModels of(
      ModelRef model,
      UserId user,
      SessionId session,
      Map<String, Credentials> keys,
      Runnable beforeCall) {
    RoutedModel chat = router.model(model, keys).forOneRun().beforeCall(beforeCall);
    ModelInfo info = router.info(model);
    Consumer<String> keep = summary -> keep(user, session, summary);
    return new RunModels(
        info,
        chat,
        cheaper(model, keys, beforeCall, keep).orElseGet(() -> new Summarizer(chat, info, keep)));
  }

  private Optional<Summarizer> cheaper(
      ModelRef chat, Map<String, Credentials> keys, Runnable beforeCall, Consumer<String> keep) {
    if (summaryModel == null) {
      return Optional.empty();
    }
    try {
      RoutedModel summarising = router.model(summaryModel, keys).beforeCall(beforeCall);
      return Optional.of(new Summarizer(summarising, router.info(summaryModel), keep));
    } catch (CodaException e) {
      LOG.warn("{} cannot summarise, so {} does: {}", summaryModel, chat, e.getMessage());
      return Optional.empty();
    }
  }

  /** The summary that counts is kept with the answer; this one is for people. */
  private void keep(UserId user, SessionId session, String summary) {
    try {
      sessions.update(user, session, SessionChange.create().contextSummary(summary));
    } catch (StoreException e) {
      LOG.warn("The summary of session {} is not shown: {}", session, e.getMessage());
    }
  }
}
