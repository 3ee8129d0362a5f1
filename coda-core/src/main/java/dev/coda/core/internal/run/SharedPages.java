package dev.coda.core.internal.run;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Pages of events that viewers read from the store. Viewers at the same place share one reading and
 * one page, for as long as any of them holds it: many that do not read hold no more events than one
 * would. Thread-safe.
 */
final class SharedPages {
  private final Reader store;
  private final Map<Place, CompletableFuture<List<RunEvent>>> reading = new ConcurrentHashMap<>();
  private final Map<Place, Page> held = new ConcurrentHashMap<>();
  private final ReferenceQueue<List<RunEvent>> released = new ReferenceQueue<>();

  SharedPages(Reader store) {
    this.store = store;
  }

  /** Reads events after a number, as many as one viewer reads at once. */
  @FunctionalInterface
  interface Reader {
    List<RunEvent> read(RunId run, long afterSeq);
  }

  /** Returns events after a number, as many as one viewer reads at once. */
  List<RunEvent> behind(RunId run, long afterSeq) throws InterruptedException {
    forgetReleased();
    Place place = new Place(run, afterSeq);
    List<RunEvent> known = held(place);
    if (known != null) {
      return known;
    }
    CompletableFuture<List<RunEvent>> mine = new CompletableFuture<>();
    CompletableFuture<List<RunEvent>> others = reading.putIfAbsent(place, mine);
    return others == null ? read(place, mine) : join(others);
  }

  private List<RunEvent> read(Place place, CompletableFuture<List<RunEvent>> result) {
    try {
      // Another reading may have ended since this one's viewer looked for its page.
      List<RunEvent> known = held(place);
      List<RunEvent> page = known == null ? store.read(place.run, place.afterSeq) : known;
      if (known == null && !page.isEmpty()) {
        held.put(place, new Page(place, page, released));
      }
      end(place, result);
      result.complete(page);
      return page;
    } catch (RuntimeException | Error e) {
      end(place, result);
      result.completeExceptionally(e);
      throw e;
    }
  }

  /** Before the result is known: a reader after a failure must not receive that failure. */
  private void end(Place place, CompletableFuture<List<RunEvent>> result) {
    reading.remove(place, result);
  }

  private static List<RunEvent> join(CompletableFuture<List<RunEvent>> others)
      throws InterruptedException {
    try {
      return others.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    }
  }

  private @Nullable List<RunEvent> held(Place place) {
    Page page = held.get(place);
    return page == null ? null : page.get();
  }

  private void forgetReleased() {
    while (released.poll() instanceof Page page) {
      held.remove(page.place, page);
    }
  }

  /** The start of a page. Immutable. */
  private record Place(RunId run, long afterSeq) {}

  private static final class Page extends WeakReference<List<RunEvent>> {
    private final Place place;

    Page(Place place, List<RunEvent> events, ReferenceQueue<List<RunEvent>> released) {
      super(events, released);
      this.place = place;
    }
  }
}
