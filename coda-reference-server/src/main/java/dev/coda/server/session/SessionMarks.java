package dev.coda.server.session;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.SessionSummary;
import dev.coda.api.session.Stores;
import dev.coda.server.http.ListView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows which sessions of a list are pinned or archived. Thread-safe. */
@Singleton
class SessionMarks {
  private final SessionMarkRepository marks;
  private final Stores stores;

  SessionMarks(SessionMarkRepository marks, Stores stores) {
    this.marks = marks;
    this.stores = stores;
  }

  /** Returns the list with its marks. */
  ListView<SessionSummaryView> mark(UserId owner, ListView<SessionSummaryView> list) {
    List<UUID> ids = list.items().stream().map(session -> session.id().value()).toList();
    if (ids.isEmpty()) {
      return list;
    }
    Map<UUID, SessionMark> found =
        marks.find(owner.value(), ids).stream()
            .collect(Collectors.toMap(SessionMark::id, Function.identity()));
    return new ListView<>(
        list.items().stream()
            .map(session -> session.marked(found.get(session.id().value())))
            .toList(),
        list.nextCursor());
  }

  /** Returns the pinned sessions of a user that changed last, newest first. */
  ListView<SessionSummaryView> pinned(UserId owner, int limit) {
    List<SessionMark> pinned = marks.pinned(owner.value(), limit);
    Map<UUID, SessionSummary> found =
        stores
            .sessions()
            .summaries(owner, pinned.stream().map(mark -> new SessionId(mark.id())).toList())
            .stream()
            .collect(Collectors.toMap(session -> session.id().value(), Function.identity()));
    return ListView.whole(
        pinned.stream()
            .filter(mark -> found.containsKey(mark.id()))
            .map(mark ->
                SessionSummaryView.of(Objects.requireNonNull(found.get(mark.id()))).marked(mark))
            .toList());
  }
}
