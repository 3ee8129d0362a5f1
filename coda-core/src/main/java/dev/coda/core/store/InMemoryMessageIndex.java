package dev.coda.core.store;

import dev.coda.api.content.CleanText;
import dev.coda.api.content.Role;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageStatus;
import dev.coda.api.session.MessageIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares a vector with every message of its owner: exact, and quick enough for tens of thousands.
 * Thread-safe.
 */
final class InMemoryMessageIndex implements MessageIndex {
  private static final Comparator<Hit> BEST_FIRST =
      Comparator.comparingDouble(Hit::score)
          .reversed()
          .thenComparing(hit -> hit.messageId().value(), ByAge.UNSIGNED);

  private static final Comparator<MessageEntry> LATEST_FIRST =
      Comparator.<MessageEntry, ByAge>comparing(
              entry -> new ByAge(entry.message().createdAt(), entry.message().id().value()))
          .reversed();

  private final MemoryState state;

  InMemoryMessageIndex(MemoryState state) {
    this.state = state;
  }

  @Override
  public void put(List<Entry> entries) {
    state.locked(() -> {
      for (Entry entry : entries) {
        MessageEntry message = state.messages.get(entry.messageId());
        if (message != null
            && message.session == state.session(entry.userId(), entry.sessionId())) {
          state.embeddings(entry.userId(), entry.model()).put(entry.messageId(), entry);
        }
      }
      return entries;
    });
  }

  @Override
  public List<Hit> search(Query query) {
    List<Entry> entries =
        state.locked(() -> List.copyOf(state.embeddings(query.userId(), query.model()).values()));
    List<Hit> hits = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.embedding().dimension() == query.embedding().dimension()) {
        double score = entry.embedding().cosine(query.embedding());
        hits.add(new Hit(entry.messageId(), entry.sessionId(), score));
      }
    }
    hits.sort(BEST_FIRST);
    return List.copyOf(hits.subList(0, Math.min(hits.size(), query.limit())));
  }

  @Override
  public List<Place> find(UserId owner, String words, int limit) {
    Words wanted = new Words(words);
    List<Place> found = new ArrayList<>();
    for (Message message : messages(entry -> entry.session.session().userId().equals(owner))) {
      if (found.size() < limit && wanted.in(message.text())) {
        found.add(new Place(message.id(), message.sessionId()));
      }
    }
    return List.copyOf(found);
  }

  @Override
  public List<Excerpt> excerpts(UserId owner, Collection<MessageId> ids, int length) {
    return state.locked(() ->
        ids.stream()
            .map(state.messages::get)
            .filter(Objects::nonNull)
            .filter(entry -> entry.session.session().userId().equals(owner))
            .map(entry -> excerpt(entry.message(), length))
            .toList());
  }

  @Override
  public List<Unembedded> missing(String model, @Nullable MessageId after, int limit) {
    return state.locked(() -> {
      MessageEntry last = after == null ? null : state.messages.get(after);
      if (after != null && last == null) {
        return List.of();
      }
      return state.messages.values().stream()
          .filter(entry -> last == null || LATEST_FIRST.compare(last, entry) < 0)
          .filter(entry -> isWorthEmbedding(entry.message()))
          .filter(entry -> !isEmbedded(entry, model))
          .sorted(LATEST_FIRST)
          .limit(limit)
          .map(InMemoryMessageIndex::unembedded)
          .toList();
    });
  }

  private List<Message> messages(Predicate<MessageEntry> wanted) {
    return state.locked(() ->
        state.messages.values().stream()
            .filter(wanted)
            .sorted(LATEST_FIRST)
            .map(MessageEntry::message)
            .toList());
  }

  private boolean isEmbedded(MessageEntry entry, String model) {
    UserId owner = entry.session.session().userId();
    return state.embeddings(owner, model).containsKey(entry.message().id());
  }

  private static boolean isWorthEmbedding(Message message) {
    return message.role() != Role.SYSTEM
        && message.status() != MessageStatus.PARTIAL
        && !message.text().isEmpty();
  }

  private static Excerpt excerpt(Message message, int length) {
    return new Excerpt(
        message.id(),
        message.sessionId(),
        message.role(),
        message.status(),
        message.createdAt(),
        CleanText.head(message.text(), length));
  }

  private static Unembedded unembedded(MessageEntry entry) {
    Message message = entry.message();
    return new Unembedded(
        message.id(), message.sessionId(), entry.session.session().userId(), message.text());
  }
}
