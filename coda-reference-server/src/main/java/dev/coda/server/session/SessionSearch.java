package dev.coda.server.session;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Page;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.core.memory.Recollection;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.server.http.ListView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows what was found: sessions that hold the words, and behind them on the first page sessions in
 * which something was said that means the same. Thread-safe.
 */
@Singleton
class SessionSearch {
  private static final int RECALLED = 30;

  private final SessionStore sessions;
  private final SemanticMemory memory;

  SessionSearch(Stores stores, SemanticMemory memory) {
    this.sessions = stores.sessions();
    this.memory = memory;
  }

  ListView<SessionView> show(
      UserId owner, Page<Session> byWords, String text, int limit, boolean isFirst) {
    Map<SessionId, String> snippets = new LinkedHashMap<>();
    for (Recollection found : memory.recall(owner, text, RECALLED)) {
      snippets.putIfAbsent(found.message().sessionId(), Snippet.of(found.message().text(), text));
    }
    List<SessionView> items = new ArrayList<>();
    for (Session session : byWords.items()) {
      items.add(SessionView.found(session, snippets.get(session.id())));
    }
    if (isFirst && byWords.nextCursor() == null) {
      Set<SessionId> shown = byWords.items().stream().map(Session::id).collect(Collectors.toSet());
      snippets.keySet().stream()
          .filter(id -> !shown.contains(id))
          .limit(Math.max(0, limit - items.size()))
          .map(id -> find(owner, id, snippets.get(id)))
          .filter(Objects::nonNull)
          .forEach(items::add);
    }
    return new ListView<>(items, byWords.nextCursor());
  }

  private @Nullable SessionView find(UserId owner, SessionId id, @Nullable String snippet) {
    return sessions
        .find(owner, id)
        .map(session -> SessionView.found(session, snippet))
        .orElse(null);
  }
}
