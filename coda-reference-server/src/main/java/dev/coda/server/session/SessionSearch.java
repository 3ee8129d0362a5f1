package dev.coda.server.session;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Page;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.SessionSummary;
import dev.coda.api.session.Stores;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.server.http.ListView;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  ListView<SessionSummaryView> show(
      UserId owner, Page<SessionSummary> byWords, String text, int limit, boolean isFirst) {
    Map<SessionId, Hit> hits = hits(owner, text);
    List<SessionSummaryView> items = new ArrayList<>();
    for (SessionSummary session : byWords.items()) {
      items.add(view(owner, session, hits.getOrDefault(session.id(), ofTitle(session, text))));
    }
    if (isFirst && byWords.nextCursor() == null) {
      Set<SessionId> shown =
          byWords.items().stream().map(SessionSummary::id).collect(Collectors.toSet());
      List<SessionId> more =
          hits.keySet().stream()
              .filter(id -> !shown.contains(id))
              .limit(Math.max(0, limit - items.size()))
              .toList();
      Map<SessionId, SessionSummary> found =
          sessions.summaries(owner, more).stream()
              .collect(Collectors.toMap(SessionSummary::id, Function.identity()));
      more.stream()
          .map(found::get)
          .filter(Objects::nonNull)
          .forEach(session ->
              items.add(view(owner, session, Objects.requireNonNull(hits.get(session.id())))));
    }
    return new ListView<>(items, byWords.nextCursor());
  }

  private Map<SessionId, Hit> hits(UserId owner, String text) {
    Map<SessionId, Hit> hits = new LinkedHashMap<>();
    memory
        .recall(
            owner,
            text,
            RECALLED,
            found ->
                Map.entry(
                    found.message().sessionId(),
                    new Hit(Snippet.of(found.message().text(), text), found.message().id())))
        .forEach(found -> hits.putIfAbsent(found.getKey(), found.getValue()));
    return hits;
  }

  private SessionSummaryView view(UserId owner, SessionSummary session, Hit hit) {
    MessageId message = hit.messageId();
    return SessionSummaryView.of(
        session, hit, message == null ? null : sessions.latestLeaf(owner, message).orElse(null));
  }

  private static Hit ofTitle(SessionSummary session, String text) {
    String title = session.title();
    return new Hit(
        title != null && Snippet.holds(title, text) ? Snippet.of(title, text) : null, null);
  }
}
