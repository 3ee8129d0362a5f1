package dev.coda.core.store;

import dev.coda.api.content.Role;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.RunId;
import dev.coda.api.message.Message;
import dev.coda.api.message.MessageSize;
import dev.coda.api.session.MessageNode;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.PathQuery;
import dev.coda.api.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A session with its tree of messages. Guarded by the lock of {@link MemoryState}. */
final class SessionEntry {
  private final Map<MessageId, MessageEntry> messages = new LinkedHashMap<>();
  private final Map<Place, TreeMap<ByAge, MessageId>> siblings = new HashMap<>();
  private final Set<RunId> runs = new HashSet<>();
  private final Set<RunId> activeRuns = new HashSet<>();
  private Session session;

  SessionEntry(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  void replace(Session changed) {
    session = changed;
  }

  Map<MessageId, MessageEntry> messages() {
    return messages;
  }

  Set<RunId> runs() {
    return runs;
  }

  Set<RunId> activeRuns() {
    return activeRuns;
  }

  MessageEntry add(Message message) {
    MessageEntry parent = message.parentId() == null ? null : messages.get(message.parentId());
    MessageEntry entry = new MessageEntry(this, parent == null ? 1 : parent.depth + 1, message);
    messages.put(message.id(), entry);
    siblings
        .computeIfAbsent(Place.of(message), place -> new TreeMap<>())
        .put(new ByAge(message.createdAt(), message.id().value()), message.id());
    return entry;
  }

  MessageNode node(Message message) {
    TreeMap<ByAge, MessageId> place = siblings.get(Place.of(message));
    return new MessageNode(
        message, place == null ? List.of(message.id()) : List.copyOf(place.values()));
  }

  List<MessageNode> path(PathQuery query) {
    MessageId leaf = query.leaf() == null ? session.headMessageId() : query.leaf();
    MessageEntry after = query.after() == null ? null : messages.get(query.after());
    if (leaf == null || (query.after() != null && after == null)) {
      return List.of();
    }
    int from = after == null ? 0 : after.depth;
    ArrayDeque<MessageEntry> path = new ArrayDeque<>();
    MessageEntry entry = messages.get(leaf);
    while (entry != null
        && entry.depth > from
        && (!query.latest() || path.size() < query.limit())) {
      if (query.latest() || entry.depth <= from + query.limit()) {
        path.addFirst(entry);
      }
      entry = parent(entry);
    }
    if (after != null && entry != after) {
      return List.of();
    }
    List<MessageEntry> steps = new ArrayList<>(path);
    if (query.latest()) {
      Collections.reverse(steps);
    }
    List<MessageNode> nodes = new ArrayList<>();
    for (MessageEntry step :
        fitting(steps, query.maxBytes(), each -> MessageSize.of(each.current()))) {
      nodes.add(node(step.current()));
    }
    if (query.latest()) {
      Collections.reverse(nodes);
    }
    return nodes;
  }

  MessageId latestLeaf(MessageId from) {
    MessageId leaf = from;
    for (MessageId next = latestChild(leaf); next != null; next = latestChild(leaf)) {
      leaf = next;
    }
    return leaf;
  }

  List<MessageRecord> records(@Nullable MessageId after, int limit, long maxBytes) {
    MessageEntry last = after == null ? null : messages.get(after);
    if (after != null && last == null) {
      return List.of();
    }
    List<MessageEntry> page =
        messages.values().stream()
            .filter(entry -> last == null || MessageEntry.FROM_ROOT.compare(entry, last) > 0)
            .sorted(MessageEntry.FROM_ROOT)
            .limit(limit)
            .toList();
    return fitting(page, maxBytes, MessageEntry::size).stream().map(MessageEntry::record).toList();
  }

  /** Returns the first entries that fit together, at least one. */
  private static List<MessageEntry> fitting(
      List<MessageEntry> entries, long maxBytes, ToLongFunction<MessageEntry> size) {
    if (maxBytes == Long.MAX_VALUE) {
      return entries;
    }
    long total = 0;
    for (int i = 0; i < entries.size(); i++) {
      total += size.applyAsLong(entries.get(i));
      if (total > maxBytes && i > 0) {
        return entries.subList(0, i);
      }
    }
    return entries;
  }

  private @Nullable MessageId latestChild(MessageId parent) {
    Map.Entry<ByAge, MessageId> latest = null;
    for (Role role : Role.values()) {
      TreeMap<ByAge, MessageId> children = siblings.get(new Place(parent.value(), role));
      if (children != null
          && (latest == null || children.lastKey().compareTo(latest.getKey()) > 0)) {
        latest = children.lastEntry();
      }
    }
    return latest == null ? null : latest.getValue();
  }

  private @Nullable MessageEntry parent(MessageEntry entry) {
    MessageId parent = entry.message().parentId();
    return parent == null ? null : messages.get(parent);
  }

  /** The place of siblings: under a parent, or under the session itself. */
  private record Place(UUID parent, Role role) {
    static Place of(Message message) {
      MessageId parent = message.parentId();
      return new Place(
          parent == null ? message.sessionId().value() : parent.value(), message.role());
    }
  }
}
