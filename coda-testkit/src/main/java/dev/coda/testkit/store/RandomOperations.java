package dev.coda.testkit.store;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.Embedding;
import dev.coda.api.session.Lease;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Page;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionChange;
import dev.coda.api.session.SessionQuery;
import dev.coda.api.session.SessionSummary;
import dev.coda.api.session.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates random operations on stores, most of which use existing rows. They depend on the seed and
 * on the results of earlier operations.
 */
final class RandomOperations {
  private static final List<String> WORDS = List.of("red", "redder", "green", "blue", "b");
  private static final Instant LEASES = Instant.parse("2030-01-01T00:00:00Z");

  private final Random random;
  private final SampleIds ids;
  private final List<UserId> users;
  private final List<Session> sessions = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<Playing> runs = new ArrayList<>();
  private final Map<RunId, Long> fences = new HashMap<>();

  RandomOperations(long seed) {
    this.random = new Random(seed);
    this.ids = SampleIds.seeded(seed);
    this.users = List.of(UserId.next(ids), UserId.next(ids));
  }

  /** One operation: what it does to stores, and what to call it in a report. */
  record Operation(String name, Function<Stores, Object> on) {}

  /** A run whose commits are handed out one after another, the last again and again. */
  private static final class Playing {
    private final SampleRun run;
    private final List<RunCommit> commits;
    private int next = 1;

    Playing(SampleRun run, List<RunCommit> commits) {
      this.run = run;
      this.commits = commits;
    }

    int advance() {
      return Math.min(next++, commits.size() - 1);
    }
  }

  Operation next() {
    return switch (random.nextInt(21)) {
      case 0 -> create();
      case 1 -> onSession("find", (stores, user, id) -> stores.sessions().find(user, id));
      case 2, 3 -> list();
      case 4, 5 -> update();
      case 6 -> random.nextInt(4) == 0 ? delete() : create();
      case 7, 8 -> addMessage();
      case 9, 10 -> path();
      case 11 -> message();
      case 12 -> start();
      case 13, 14, 15 -> append();
      case 16 -> onRun();
      case 17 -> load();
      case 18 -> records();
      case 19 -> latestLeaf();
      default -> random.nextInt(3) == 0 ? lookUp() : random.nextBoolean() ? put() : search();
    };
  }

  /** Records the result of an operation. */
  void learn(Object answer) {
    if (answer instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof RunRecord run && run.lease() != null) {
          fences.put(run.id(), run.lease().fence());
        }
      }
    }
  }

  private Operation create() {
    boolean again = !sessions.isEmpty() && random.nextInt(10) == 0;
    Session session = again ? pick(sessions) : Samples.session(ids, user(), words(2), time());
    sessions.add(session);
    return new Operation(
        "create " + session.id(),
        stores -> {
          stores.sessions().create(session);
          return "created";
        });
  }

  private Operation list() {
    UserId user = user();
    String text = random.nextBoolean() ? null : words(1 + random.nextInt(2));
    int limit = 1 + random.nextInt(4);
    return new Operation(
        "list '%s' by %d".formatted(text, limit),
        stores -> {
          List<SessionSummary> all = new ArrayList<>();
          String cursor = null;
          do {
            Page<SessionSummary> page =
                stores.sessions().list(user, new SessionQuery(text, limit, cursor));
            all.addAll(page.items());
            cursor = page.nextCursor();
          } while (cursor != null);
          return all;
        });
  }

  private Operation update() {
    boolean moves = random.nextBoolean();
    String text = random.nextInt(4) == 0 ? null : words(2);
    int field = random.nextInt(6);
    MessageId head = anyMessage();
    return onSession(
        "update %d, head %s".formatted(field, moves ? head : "stays"),
        (stores, user, id) -> {
          SessionChange change = SessionChange.create();
          switch (field) {
            case 0 -> change.title(text);
            case 1 -> change.modelProvider(text);
            case 2 -> change.modelName(text);
            case 3 -> change.systemPrompt(text);
            case 4 -> change.contextSummary(text);
            default -> change.metadata(text == null ? null : Samples.json("{\"k\":1.5}"));
          }
          return stores.sessions().update(user, id, moves ? change.headMessageId(head) : change);
        });
  }

  private Operation delete() {
    return onSession("delete", (stores, user, id) -> stores.sessions().delete(user, id));
  }

  private Operation addMessage() {
    Message message = Samples.message(ids, anySession(), anyMessage(), words(3), time());
    messages.add(message);
    UserId user = ownerOf(message.sessionId());
    return new Operation(
        "add %s under %s".formatted(message.id(), message.parentId()),
        stores -> {
          stores.sessions().addMessage(user, message);
          return "added";
        });
  }

  private Operation load() {
    Session session = Samples.session(ids, user(), words(2), time());
    List<MessageRecord> tree =
        SampleTrees.grow(random.nextLong(), ids, session.userId(), session.id(), random.nextInt(6));
    if (tree.size() > 1 && random.nextInt(5) == 0) {
      tree.remove(0);
    }
    MessageId head =
        tree.isEmpty() || random.nextInt(4) == 0 ? anyMessage() : pick(tree).message().id();
    Session headed =
        SessionChange.create().headMessageId(head).applyTo(session, session.updatedAt());
    sessions.add(session);
    tree.forEach(record -> messages.add(record.message()));
    return new Operation(
        "load %s with %d and head %s".formatted(session.id(), tree.size(), head),
        stores -> {
          stores.sessions().load(headed, tree);
          return "loaded";
        });
  }

  private Operation records() {
    MessageId after = random.nextBoolean() ? null : anyMessage();
    int limit = 1 + random.nextInt(6);
    return onSession(
        "%d records behind %s".formatted(limit, after),
        (stores, user, id) -> stores.sessions().records(user, id, after, limit));
  }

  private Operation latestLeaf() {
    MessageId from = Objects.requireNonNullElseGet(anyMessage(), () -> MessageId.next(ids));
    UserId user = user();
    return new Operation(
        "latest leaf under " + from, stores -> stores.sessions().latestLeaf(user, from));
  }

  private Operation path() {
    MessageId leaf = random.nextBoolean() ? null : anyMessage();
    MessageId after = random.nextBoolean() ? null : anyMessage();
    int limit = 1 + random.nextInt(5);
    PathQuery query =
        random.nextBoolean() ? PathQuery.latest(leaf, limit) : PathQuery.page(leaf, after, limit);
    return onSession(
        query.toString(), (stores, user, id) -> stores.sessions().path(user, id, query));
  }

  private Operation message() {
    MessageId id = Objects.requireNonNullElseGet(anyMessage(), () -> MessageId.next(ids));
    UserId user = user();
    return new Operation("message " + id, stores -> stores.sessions().message(user, id));
  }

  private Operation start() {
    SessionId session = anySession();
    UserId owner = ownerOf(session);
    MessageId parent = anyMessage();
    SampleRun run =
        switch (random.nextInt(5)) {
          case 0 -> SampleRuns.withTools(ids, owner, session, parent, time());
          case 1 -> SampleRuns.failing(ids, owner, session, parent, time());
          case 2 -> SampleRuns.paused(ids, owner, session, parent, time());
          case 3 -> SampleRuns.plain(ids, owner, session, parent, time());
          default -> RandomRuns.next(random, ids, owner, session, parent, time());
        };
    SampleRun leased = run.leasedUntil(LEASES.plusSeconds(random.nextInt(5)));
    SampleRun keyed = random.nextInt(3) == 0 ? leased.withKey(pick(WORDS)) : leased;
    Playing playing = new Playing(keyed, keyed.commits(1 + random.nextInt(6)));
    runs.add(playing);
    messages.add(keyed.projection().userMessage().orElseThrow());
    keyed.projection().answer().ifPresent(messages::add);
    return new Operation(
        "start %s under %s".formatted(keyed.id(), parent),
        stores -> stores.runs().start(keyed.record(), playing.commits.get(0)));
  }

  private Operation append() {
    if (runs.isEmpty()) {
      return start();
    }
    Playing playing = runs.get(Math.max(0, runs.size() - 1 - random.nextInt(3)));
    boolean again = random.nextInt(6) == 0;
    int at = again ? random.nextInt(playing.commits.size()) : playing.advance();
    RunCommit commit = playing.commits.get(at);
    long fence = random.nextInt(8) == 0 ? 7 : fences.getOrDefault(playing.run.id(), 1L);
    RunCommit fenced =
        new RunCommit(
            commit.runId(),
            fence,
            commit.events(),
            commit.change(),
            commit.status(),
            commit.usage(),
            commit.costUsd(),
            commit.error());
    return new Operation(
        "append %d of %s with fence %d".formatted(at, commit.runId(), fence),
        stores -> {
          stores.runs().append(fenced);
          return "appended";
        });
  }

  private Operation onRun() {
    if (runs.isEmpty()) {
      return start();
    }
    SampleRun run = pick(runs).run;
    UserId user = user();
    long after = random.nextInt(10);
    Lease lease =
        new Lease(
            run.id(),
            random.nextBoolean() ? SampleRun.LEASE_OWNER : "other",
            fences.getOrDefault(run.id(), 1L),
            LEASES.plusSeconds(random.nextInt(9)));
    Instant now = LEASES.plusSeconds(random.nextInt(6));
    return switch (random.nextInt(6)) {
      case 0 -> new Operation("find " + run.id(), stores -> stores.runs().find(user, run.id()));
      case 1 ->
          new Operation(
              "events of " + run.id(), stores -> stores.runs().events(run.id(), after, 5));
      case 2 ->
          new Operation(
              "active in " + run.session(), stores -> stores.runs().active(user, run.session()));
      case 3 -> new Operation("renew " + lease, stores -> stores.runs().renew(lease));
      case 4 ->
          new Operation(
              "cancel " + run.id(), stores -> stores.runs().requestCancel(user, run.id()));
      default ->
          new Operation(
              "claim at " + now,
              stores -> stores.runs().claimExpired("other", now, now.plusSeconds(3), 2));
    };
  }

  private Operation put() {
    MessageId message = Objects.requireNonNullElseGet(anyMessage(), () -> MessageId.next(ids));
    SessionId session =
        messages.stream()
            .filter(known -> known.id().equals(message))
            .findFirst()
            .map(Message::sessionId)
            .orElseGet(this::anySession);
    MessageIndex.Entry entry =
        new MessageIndex.Entry(message, session, ownerOf(session), pick(WORDS), embedding());
    return new Operation(
        "put " + entry,
        stores -> {
          stores.index().put(List.of(entry));
          return "put";
        });
  }

  private Operation search() {
    MessageIndex.Query query =
        new MessageIndex.Query(user(), pick(WORDS), embedding(), 1 + random.nextInt(4));
    return new Operation("search " + query, stores -> stores.index().search(query));
  }

  private Operation lookUp() {
    UserId user = user();
    String words = words(1 + random.nextInt(2));
    String model = pick(WORDS);
    MessageId after = anyMessage();
    return random.nextBoolean()
        ? new Operation("find " + words, stores -> stores.index().find(user, words, 3))
        : new Operation(
            "missing " + model,
            stores ->
                // Texts may differ: databases have no U+0000.
                stores.index().missing(model, after, 5).stream()
                    .map(MessageIndex.Unembedded::messageId)
                    .toList());
  }

  private interface SessionWork {
    Object on(Stores stores, UserId user, SessionId session);
  }

  private Operation onSession(String name, SessionWork work) {
    SessionId session = anySession();
    UserId user = random.nextInt(10) == 0 ? user() : ownerOf(session);
    return new Operation(name + " in " + session, stores -> work.on(stores, user, session));
  }

  private SessionId anySession() {
    return sessions.isEmpty()
        ? SessionId.next(ids)
        : sessions.get(Math.max(0, sessions.size() - 1 - random.nextInt(4))).id();
  }

  private UserId ownerOf(SessionId id) {
    return sessions.stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .map(Session::userId)
        .orElseGet(this::user);
  }

  private @Nullable MessageId anyMessage() {
    return messages.isEmpty() || random.nextInt(5) == 0
        ? null
        : messages.get(Math.max(0, messages.size() - 1 - random.nextInt(12))).id();
  }

  private UserId user() {
    return pick(users);
  }

  private Instant time() {
    return Samples.NOON.plusSeconds(random.nextInt(5));
  }

  private String words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(pick(WORDS));
    }
    return String.join(" ", words);
  }

  private Embedding embedding() {
    return Embedding.of(random.nextInt(3) - 1, random.nextInt(3) - 1);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
