package dev.coda.server.analytics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.id.IdSource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects events and writes them in batches on a thread of its own. Never blocks: what does not
 * fit, or cannot be written, is dropped and counted. Thread-safe.
 */
@Singleton
class AnalyticsEvents {
  private static final Logger LOG = LoggerFactory.getLogger(AnalyticsEvents.class);
  private static final int CAPACITY = 20_000;
  private static final int LARGEST_BATCH = 500;
  private static final long LONGEST_REST_MS = 500;

  /** So long events gather between two batches: a turn has three, and each statement costs. */
  private static final long REST_MS = 200;

  private final Consumer<String> insert;
  private final IdSource ids;
  private final Clock clock;
  private final BlockingQueue<AnalyticsEvent> waiting;
  private final LongAdder dropped = new LongAdder();
  private final Thread writer = Thread.ofVirtual().name("analytics").unstarted(this::write);
  private volatile boolean closed;

  @Inject
  AnalyticsEvents(EventRepository repository, IdSource ids, Clock clock) {
    this(repository::insert, ids, clock, CAPACITY);
    writer.start();
  }

  /** Collects without a thread, until {@link #flush}. */
  AnalyticsEvents(Consumer<String> insert, IdSource ids, Clock clock, int capacity) {
    this.insert = insert;
    this.ids = ids;
    this.clock = clock;
    this.waiting = new ArrayBlockingQueue<>(capacity);
  }

  /** Adds an event of now. */
  void add(String type, @Nullable UUID user, @Nullable UUID session, ObjectNode properties) {
    add(type, user, session, properties, clock.instant());
  }

  /** Adds an event. */
  void add(
      String type,
      @Nullable UUID user,
      @Nullable UUID session,
      ObjectNode properties,
      Instant timestamp) {
    if (!waiting.offer(
        new AnalyticsEvent(ids.next(), type, user, session, properties, timestamp))) {
      dropped.increment();
    }
  }

  /** Returns how many events this server has dropped. */
  long dropped() {
    return dropped.sum();
  }

  private void write() {
    try {
      while (!closed) {
        AnalyticsEvent first = waiting.poll(LONGEST_REST_MS, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<AnalyticsEvent> batch = new ArrayList<>(List.of(first));
          waiting.drainTo(batch, LARGEST_BATCH - 1);
          insert(batch);
          TimeUnit.MILLISECONDS.sleep(REST_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits. */
  @PreDestroy
  void flush() {
    closed = true;
    List<AnalyticsEvent> batch = new ArrayList<>();
    while (waiting.drainTo(batch, LARGEST_BATCH) > 0) {
      insert(batch);
      batch.clear();
    }
  }

  private void insert(List<AnalyticsEvent> batch) {
    try {
      insert.accept(json(batch));
    } catch (RuntimeException e) {
      dropped.add(batch.size());
      LOG.warn("{} analytics events were dropped: {}", batch.size(), e.getMessage());
    }
  }

  private static String json(List<AnalyticsEvent> batch) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode(batch.size());
    for (AnalyticsEvent event : batch) {
      ObjectNode row = rows.addObject();
      row.put("id", event.id().toString());
      row.put("event_type", event.eventType());
      row.put("user_id", text(event.userId()));
      row.put("session_id", text(event.sessionId()));
      row.set("properties", event.properties());
      row.put("timestamp", event.timestamp().toString());
    }
    return rows.toString();
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }
}
