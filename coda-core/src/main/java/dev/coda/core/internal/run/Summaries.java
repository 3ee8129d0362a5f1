package dev.coda.core.internal.run;

import dev.coda.api.agent.AgentOptions;
import dev.coda.api.error.CodaException;
import dev.coda.api.error.StoreException;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionStore;
import dev.coda.core.internal.context.Summarizer;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.routing.ModelRouter;
import dev.coda.core.routing.RoutedModel;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who summarises a conversation that grows too long, and keeps the summary in its session. */
record Summaries(ModelRouter router, SessionStore sessions, AgentOptions options) {
  private static final Logger LOG = LoggerFactory.getLogger(Summaries.class);

  Summarizer of(Turn.Identity run, TurnFactory.Models models) {
    Consumer<String> keep = summary -> keep(run, summary);
    Optional<ModelRef> own = options.summaryModel();
    if (own.isPresent()) {
      try {
        RoutedModel summarising =
            router.model(own.get(), models.keys()).beforeCall(models.beforeCall());
        return new Summarizer(summarising, router.info(own.get()), keep);
      } catch (CodaException e) {
        LOG.warn(
            "{} cannot summarise, so {} does: {}", own.get(), models.info().ref(), e.getMessage());
      }
    }
    return new Summarizer(models.chat(), models.info(), keep);
  }

  /** The summary that counts is kept with the answer; this one is for people. */
  private void keep(Turn.Identity run, String summary) {
    try {
      sessions.update(
          run.userId(), run.sessionId(), SessionChange.create().contextSummary(summary));
    } catch (StoreException e) {
      LOG.warn("The summary of session {} is not shown: {}", run.sessionId(), e.getMessage());
    }
  }
}
