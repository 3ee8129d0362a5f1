package dev.coda.core.store;

import dev.coda.api.session.SearchWords;
import java.util.Set;

/** Full text search in small. */
final class Words {
  private final Set<String> wanted;

  Words(String query) {
    this.wanted = SearchWords.wanted(query);
  }

  /** Returns whether each wanted word begins some word of this text; without words nothing fits. */
  boolean in(String text) {
    return !wanted.isEmpty() && SearchWords.holds(SearchWords.of(text), wanted);
  }
}
