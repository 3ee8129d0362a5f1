package dev.coda.benchmarks;

import dev.coda.api.event.RunEvent;
import dev.coda.api.message.Message;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an engine had its store keep of one turn. Immutable.
 *
 * @param rest the commits after the first, in order; the last one ends the run
 */
record StoredTurn(Session session, RunRecord run, RunCommit first, List<RunCommit> rest) {
  StoredTurn {
    rest = List.copyOf(rest);
  }

  void start(RunStore store) {
    store.start(run, first);
  }

  void append(RunStore store) {
    rest.forEach(store::append);
  }

  /**
   * Returns the commits that bring nothing but events: the streamed text, and what is said of it.
   */
  List<RunCommit> eventsAlone() {
    return rest.subList(0, rest.size() - 1).stream().filter(StoredTurn::isEventsAlone).toList();
  }

  List<RunEvent> events() {
    List<RunEvent> events = new ArrayList<>(first.events());
    rest.forEach(commit -> events.addAll(commit.events()));
    return events;
  }

  /** Counts the commits, each of which is a row of the log. */
  long commits() {
    return 1L + rest.size();
  }

  long messages() {
    return Stream.concat(Stream.of(first), rest.stream())
        .flatMap(commit -> commit.change().messages().stream())
        .map(Message::id)
        .distinct()
        .count();
  }

  private static boolean isEventsAlone(RunCommit commit) {
    return commit.change().messages().isEmpty()
        && commit.change().toolCalls().isEmpty()
        && commit.change().thoughts().isEmpty()
        && commit.change().head() == null;
  }
}
