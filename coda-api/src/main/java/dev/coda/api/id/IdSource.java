package dev.coda.api.id;

import java.util.UUID;

/**
 * Supplies new ids. The engine's default creates UUIDv7, so that ids sort by time of creation.
 *
 * <p>Tests pass a counting source to get the same ids in every run. Thread-safe.
 */
@FunctionalInterface
public interface IdSource {
  /** {@return an id that this source has not returned before} */
  UUID next();
}
