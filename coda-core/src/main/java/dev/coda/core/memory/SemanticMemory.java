package dev.coda.core.memory;

import dev.coda.api.content.TextPart;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.Stores;
import dev.coda.api.time.TimerClock;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recalls messages from all sessions of a user, and never from those of others.
 *
 * <p>Messages that are written through {@link #stores()} are embedded on a separate thread of this
 * object, so that no turn waits for it. Messages that were missed in an earlier process or under
 * load are embedded later. Recalling merges two rankings, one by meaning and one by words, using
 * the rank that a message has in each. Thread-safe.
 */
public final class SemanticMemory implements AutoCloseable {
  /** Below this cosine, two texts have nothing to do with one another. */
  private static final double LEAST_SIMILARITY = 0.35;

  /** A person's search waits this long for results by meaning. */
  private static final Duration SEARCH_TIME = Duration.ofMillis(500);

  /** Above these loads by other work, vectors are made slowly, or only words are used. */
  private static final double BUSY_FOR_MESSAGES = 0.5;

  private static final double BUSY_FOR_QUERIES = 0.8;

  /** Places count as 1 / (60 + place), the customary constant of reciprocal rank fusion. */
  private static final double RANK_CONSTANT = 60;

  private static final int CANDIDATES = 4;
  private static final int IN_A_PROMPT = 4;

  /** Characters of a recalled message, of which a prompt shows fewer. */
  private static final int SHOWN = 4_000;

  private final Stores stores;
  private final Duration queryTime;
  private final @Nullable Embedder embedder;
  private final @Nullable QueryVectors queries;
  private final @Nullable Indexer indexer;
  private final Stores watched;

  private SemanticMemory(Builder builder) {
    this.stores = builder.stores;
    this.queryTime = builder.queryTime;
    this.embedder = builder.embedder;
    if (embedder == null) {
      this.queries = null;
      this.indexer = null;
      this.watched = stores;
    } else {
      MachineLoad load = builder.load;
      TimerClock clock = builder.clock;
      this.queries =
          new QueryVectors(
              embedder,
              new Pace(load, BUSY_FOR_QUERIES, clock::nanoTime),
              clock,
              builder.queryThreads);
      this.indexer =
          Indexer.start(
              stores.index(), embedder, new Pace(load, BUSY_FOR_MESSAGES, clock::nanoTime), clock);
      this.watched = new WatchedStores(stores, indexer);
    }
  }

  /**
   * Starts settings for a memory over these stores; without a model it searches only by words.
   *
   * @param stores the stores
   * @return a builder with the defaults
   */
  public static Builder builder(Stores stores) {
    return new Builder(stores);
  }

  /**
   * Creates a memory that searches by meaning and by words.
   *
   * @param stores the stores
   * @param modelName the name under which the store keeps the vectors of this model; it must never
   *     change
   * @param model creates the model when it is first needed, on the thread that needs it; the model
   *     must be thread-safe
   * @return the memory
   */
  public static SemanticMemory create(
      Stores stores, String modelName, Supplier<? extends EmbeddingModel> model) {
    return builder(stores).model(modelName, model).build();
  }

  /**
   * Creates a memory that searches only by words; nothing is embedded.
   *
   * @param stores the stores
   * @return the memory
   */
  public static SemanticMemory byWords(Stores stores) {
    return builder(stores).build();
  }

  /** {@return the stores to pass to the agent, through which this object receives new messages} */
  public Stores stores() {
    return watched;
  }

  /**
   * Recalls messages of this user, the best first. If the model fails, is slow or not created yet,
   * only words are used.
   *
   * @param owner the user who owns it
   * @param text the user's message
   * @param limit the maximum number, at least 1
   * @return the found messages, the best first
   */
  public List<Recollection> recall(UserId owner, String text, int limit) {
    return recall(owner, text, limit, found -> found);
  }

  /**
   * Recalls messages as {@link #recall(UserId, String, int)} does, and keeps only a part of each.
   * Messages can be large, so they are read one after another.
   *
   * @param <T> the type of the value
   * @param owner the user who owns it
   * @param text the user's message
   * @param limit the maximum number, at least 1
   * @param take the part of each to keep
   * @return the found messages, the best first
   */
  public <T> List<T> recall(
      UserId owner, String text, int limit, Function<Recollection, ? extends T> take) {
    return ranked(owner, text, vector(text), limit)
        .flatMap(place -> read(owner, place))
        .<T>map(take)
        .toList();
  }

  /**
   * Recalls for a turn what the user's other sessions contain: the beginnings of a few messages
   * that are complete.
   *
   * @param owner the user who owns it
   * @param current the session that asks, whose own messages are left out
   * @param text the user's message
   * @return the messages, each cut to its beginning
   */
  public List<Message> recallFor(UserId owner, SessionId current, String text) {
    List<MessageId> ids =
        ranked(owner, text, vectorForTurn(text), IN_A_PROMPT * CANDIDATES)
            .filter(place -> !place.sessionId().equals(current))
            .map(Ranked::messageId)
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<MessageId, MessageIndex.Excerpt> excerpts = new HashMap<>();
    for (MessageIndex.Excerpt excerpt : stores.index().excerpts(owner, ids, SHOWN)) {
      excerpts.put(excerpt.messageId(), excerpt);
    }
    return ids.stream()
        .map(excerpts::get)
        .filter(excerpt -> excerpt != null && excerpt.status() == MessageStatus.COMPLETE)
        .limit(IN_A_PROMPT)
        .map(SemanticMemory::message)
        .toList();
  }

  private static Message message(MessageIndex.Excerpt excerpt) {
    return Message.builder(
            excerpt.messageId(), excerpt.sessionId(), excerpt.role(), excerpt.createdAt())
        .parts(List.of(new TextPart(excerpt.text())))
        .status(excerpt.status())
        .build();
  }

  /** {@return the messages that are not embedded yet} The call is fast enough for a metric. */
  public EmbeddingBacklog backlog() {
    return indexer == null ? EmbeddingBacklog.NONE : indexer.backlog();
  }

  /** Stops embedding; messages without a vector are embedded after the next start. */
  @Override
  public void close() {
    if (indexer != null) {
      indexer.close();
    }
    if (queries != null) {
      queries.close();
    }
  }

  private Optional<Embedding> vector(String text) {
    return queries == null || text.isBlank() ? Optional.empty() : queries.within(text, SEARCH_TIME);
  }

  private Optional<Embedding> vectorForTurn(String text) {
    return queries == null || text.isBlank() ? Optional.empty() : queries.forTurn(text, queryTime);
  }

  private List<MessageIndex.Hit> byMeaning(UserId owner, Optional<Embedding> wanted, int limit) {
    return wanted.isEmpty() || embedder == null
        ? List.of()
        : stores
            .index()
            .search(new MessageIndex.Query(owner, embedder.name(), wanted.get(), limit));
  }

  /** Ranks the found messages. Messages are not read yet, since a turn needs few of them. */
  private Stream<Ranked> ranked(UserId owner, String text, Optional<Embedding> vector, int limit) {
    if (text.isBlank()) {
      return Stream.empty();
    }
    Map<MessageId, Ranked> places = new HashMap<>();
    List<MessageIndex.Place> byMeaning =
        byMeaning(owner, vector, limit * CANDIDATES).stream()
            .filter(hit -> hit.score() >= LEAST_SIMILARITY)
            .map(hit -> new MessageIndex.Place(hit.messageId(), hit.sessionId()))
            .toList();
    count(byMeaning, places);
    count(stores.index().find(owner, text, limit * CANDIDATES), places);
    return places.values().stream()
        .sorted(
            Comparator.comparingDouble(Ranked::score).thenComparing(Ranked::messageId).reversed())
        .limit(limit);
  }

  private Stream<Recollection> read(UserId owner, Ranked place) {
    return stores.sessions().message(owner, place.messageId()).stream()
        .map(found -> new Recollection(found.node().message(), place.score()));
  }

  private static void count(List<MessageIndex.Place> inOrder, Map<MessageId, Ranked> places) {
    for (int i = 0; i < inOrder.size(); i++) {
      MessageIndex.Place place = inOrder.get(i);
      places.merge(
          place.messageId(),
          new Ranked(place.messageId(), place.sessionId(), 1 / (RANK_CONSTANT + i + 1)),
          Ranked::plus);
    }
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private static final Duration USUAL_QUERY_TIME = Duration.ofMillis(50);

    private static final int REMOTE_QUERIES = 8;

    private final Stores stores;
    private @Nullable Embedder embedder;
    private Duration queryTime = USUAL_QUERY_TIME;
    private MachineLoad load = MachineLoad.IDLE;
    private TimerClock clock = TimerClock.system();
    private int queryThreads = 1;

    private Builder(Stores stores) {
      this.stores = stores;
    }

    /**
     * Sets an embedding model that works in this process; none by default. While this machine is
     * busy, the model pauses after each batch or query for twenty times as long as that took.
     *
     * @param name the name under which the store keeps the vectors of this model; it must never
     *     change
     * @param model makes the model when it is first needed, on a thread of the memory; the model
     *     must be thread-safe
     * @return this builder
     */
    public Builder model(String name, Supplier<? extends EmbeddingModel> model) {
      this.embedder = new Embedder(name, model);
      this.load = ProcessorLoad.ofThisMachine();
      this.queryThreads = 1;
      return this;
    }

    /**
     * Sets an embedding model that works on another machine; none by default. The load of this
     * machine does not limit it; it receives up to eight queries at once.
     *
     * @param name the name under which the store keeps the vectors of this model; it must never
     *     change
     * @param model makes the model when it is first needed, on a thread of the memory; the model
     *     must be thread-safe
     * @return this builder
     */
    public Builder remoteModel(String name, Supplier<? extends EmbeddingModel> model) {
      this.embedder = new Embedder(name, model);
      this.load = MachineLoad.IDLE;
      this.queryThreads = REMOTE_QUERIES;
      return this;
    }

    /**
     * Sets the longest time that a turn waits for the vector of its user's message; 50 ms by
     * default. If it takes longer, and while the machine is busy, only words are used.
     *
     * @param value the time
     * @return this builder
     */
    public Builder queryTime(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException("queryTime must not be negative");
      }
      this.queryTime = value;
      return this;
    }

    /**
     * Sets the time; the machine's by default. A {@link TimerClock} also ends waits and pauses.
     *
     * @param value the time
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = TimerClock.of(value);
      return this;
    }

    /** Sets the source of the machine's load; call it after the model is set. */
    Builder load(MachineLoad value) {
      this.load = value;
      return this;
    }

    /**
     * Creates the memory and starts its thread.
     *
     * @return the memory
     */
    public SemanticMemory build() {
      return new SemanticMemory(this);
    }
  }

  private record Ranked(MessageId messageId, SessionId sessionId, double score) {
    Ranked plus(Ranked other) {
      return new Ranked(messageId, sessionId, score + other.score());
    }
  }
}
