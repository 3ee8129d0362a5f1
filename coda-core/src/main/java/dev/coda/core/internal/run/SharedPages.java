package dev.coda.core.internal.run;

import dev.coda.api.event.RunEvent;
import dev.coda.api.id.RunId;
import dev.coda.api.session.RunStore;
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
  private static final int EVENTS = 256;

  private final RunStore store;
  private final Map<Place, CompletableFuture<List<RunEvent>>> reading = new ConcurrentHashMap<>();
  private final Map<Place, Page> held = new ConcurrentHashMap<>();
  private final ReferenceQueue<List<RunEvent>> released = new ReferenceQueue<>();

  SharedPages(RunStore store) {
    this.store = store;
  }

  /** Returns events behind a number, as many as one viewer takes at once. */
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
      List<RunEvent> page = store.events(place.run, place.afterSeq, EVENTS, EventTail.PAGE_BYTES);
      if (!page.isEmpty()) {
        held.put(place, new Page(place, page, released));
      }
      result.complete(page);
      return page;
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
      throw e;
    } finally {
      reading.remove(place, result);
    }
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

  /** Where a page starts. Immutable. */
  private record Place(RunId run, long afterSeq) {}

  private static final class Page extends WeakReference<List<RunEvent>> {
    private final Place place;

    Page(Place place, List<RunEvent> events, ReferenceQueue<List<RunEvent>> released) {
      super(events, released);
      this.place = place;
    }
  }
}
