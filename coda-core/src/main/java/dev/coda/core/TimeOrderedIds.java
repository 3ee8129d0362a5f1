package dev.coda.core;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.coda.api.id.IdSource;
import java.util.UUID;

/** Makes UUIDv7 (RFC 9562), which sort by time of creation. Thread-safe. */
public final class TimeOrderedIds implements IdSource {
  private final TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

  /** Creates a source whose ids begin with the current time. */
  public TimeOrderedIds() {}

  @Override
  public UUID next() {
    return generator.generate();
  }
}
