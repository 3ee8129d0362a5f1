package dev.coda.store.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.event.RunProjection;
import dev.coda.api.session.MessageRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows rows as JSON that was read, so that they are equal however their numbers are held in memory
 * and whatever the order of their fields.
 */
final class RowsAsJson {
  private RowsAsJson() {}

  static JsonNode of(@Nullable Object... rows) {
    try {
      return CodaJson.mapper().readTree(CodaJson.mapper().writeValueAsString(Arrays.asList(rows)));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the rows that a run leaves in its session, and what is kept of the run itself. */
  static JsonNode of(RunProjection run) {
    return of(
        records(run),
        run.usage(),
        run.costUsd().orElse(null),
        run.status(),
        run.error().orElse(null));
  }

  static List<MessageRecord> records(RunProjection run) {
    List<MessageRecord> records = new ArrayList<>();
    run.userMessage()
        .ifPresent(message -> records.add(new MessageRecord(message, List.of(), List.of())));
    run.answer()
        .ifPresent(
            message -> records.add(new MessageRecord(message, run.toolCalls(), run.thoughts())));
    return records;
  }
}
