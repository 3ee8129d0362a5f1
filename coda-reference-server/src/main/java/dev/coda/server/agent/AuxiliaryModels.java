package dev.coda.server.agent;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.ProviderException;
import dev.coda.api.model.ModelRef;
import dev.coda.core.routing.ModelRouter;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.ConversionService;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes which models work beside the runs, on the server's own keys. Immutable.
 *
 * @param judge scores answers and tool calls ({@code CODA_JUDGE_MODEL}); null for rules alone
 * @param judgeTime how long the end of a run waits for it ({@code CODA_JUDGE_TIMEOUT}); null for
 *     ten seconds
 * @param title names sessions ({@code CODA_TITLE_MODEL}); null for their first words
 * @param summary summarises long conversations ({@code CODA_SUMMARY_MODEL}); null for the model
 *     that answers
 */
@Singleton
record AuxiliaryModels(
    @Property(name = "coda.judge-model") @Nullable String judge,
    @Property(name = "coda.judge-timeout") @Nullable String judgeTime,
    @Property(name = "coda.title-model") @Nullable String title,
    @Property(name = "coda.summary-model") @Nullable String summary) {
  private static final Duration USUAL_JUDGE_TIME = Duration.ofSeconds(10);

  /** Reads {@link #judgeTime}; an empty variable is one that is not set. */
  Duration judgeTimeout() {
    return judgeTime == null || judgeTime.isBlank()
        ? USUAL_JUDGE_TIME
        : ConversionService.SHARED.convert(judgeTime, Duration.class).orElse(USUAL_JUDGE_TIME);
  }

  /** Reads {@link #judge}. */
  @Nullable ModelRef judgeModel(ModelRouter router) {
    return model("CODA_JUDGE_MODEL", judge, router);
  }

  /** Reads {@link #title}. */
  @Nullable ModelRef titleModel(ModelRouter router) {
    return model("CODA_TITLE_MODEL", title, router);
  }

  /** Reads {@link #summary}. */
  @Nullable ModelRef summaryModel(ModelRouter router) {
    return model("CODA_SUMMARY_MODEL", summary, router);
  }

  private static @Nullable ModelRef model(
      String variable, @Nullable String value, ModelRouter router) {
    if (value == null || value.isBlank()) {
      return null;
    }
    ModelRef model;
    try {
      model = ModelRef.of(value.strip());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          variable + " is '" + value + "'; write provider/name, such as openai/gpt-5-mini.", e);
    }
    try {
      return router.resolve(model.toString());
    } catch (ProviderException e) {
      throw new ConfigurationException(variable + " is '" + value + "': " + e.getMessage(), e);
    }
  }
}
