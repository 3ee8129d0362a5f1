package dev.coda.server.agent;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelRef;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says which models work beside the runs, on the server's own keys. Immutable.
 *
 * @param judge scores answers and tool calls ({@code CODA_JUDGE_MODEL}); null for rules alone
 * @param judgeTimeout how long the end of a run waits for it ({@code CODA_JUDGE_TIMEOUT})
 * @param title names sessions ({@code CODA_TITLE_MODEL}); null for their first words
 * @param summary summarises long conversations ({@code CODA_SUMMARY_MODEL}); null for the model
 *     that answers
 */
@Singleton
record SideModels(
    @Property(name = "coda.judge-model") @Nullable String judge,
    @Value("${coda.judge-timeout:10s}") Duration judgeTimeout,
    @Property(name = "coda.title-model") @Nullable String title,
    @Property(name = "coda.summary-model") @Nullable String summary) {

  /** Reads {@link #judge}. */
  @Nullable ModelRef judgeModel() {
    return model("CODA_JUDGE_MODEL", judge);
  }

  /** Reads {@link #title}. */
  @Nullable ModelRef titleModel() {
    return model("CODA_TITLE_MODEL", title);
  }

  /** Reads {@link #summary}. */
  @Nullable ModelRef summaryModel() {
    return model("CODA_SUMMARY_MODEL", summary);
  }

  private static @Nullable ModelRef model(String variable, @Nullable String value) {
    try {
      return value == null || value.isBlank() ? null : ModelRef.of(value.strip());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          variable + " is '" + value + "'; write provider/name, such as openai/gpt-5-mini.");
    }
  }
}
