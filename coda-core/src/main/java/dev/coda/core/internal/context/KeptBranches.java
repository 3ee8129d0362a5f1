package dev.coda.core.internal.context;

import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The branches that were used last, so that the next turn of a conversation need not read it again.
 * A complete message never changes, so the last message identifies a branch. Thread-safe.
 */
public final class KeptBranches {
  private static final long MOST_BYTES = 16L << 20;

  private final Map<Place, Branch> branches = new LinkedHashMap<>(16, 0.75f, true);
  private final int maxMessages;
  private final long maxBytes;
  private long bytes;

  private record Place(SessionId session, MessageId leaf) {}

  /**
   * Creates an empty store of branches.
   *
   * @param maxMessages the most messages that are read of a branch; a longer branch is not kept
   * @param maxBytes the most bytes that are read of a branch
   */
  public KeptBranches(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    // Sizes are estimates, and the store's count decides where a branch is cut.
    this.maxBytes = Math.min(maxBytes / 2, MOST_BYTES / 4);
  }

  /** Finds the branch of a session that ends with this message. */
  public synchronized Optional<Branch> find(SessionId session, MessageId leaf) {
    return Optional.ofNullable(branches.get(new Place(session, leaf)));
  }

  /** Keeps a branch that has at least one message, all of them whole. */
  public synchronized void keep(SessionId session, Branch branch) {
    int count = branch.messages().size();
    if (count <= maxMessages && branch.bytes() <= maxBytes) {
      Branch before =
          branches.put(new Place(session, branch.messages().get(count - 1).id()), branch);
      bytes += branch.bytes() - (before == null ? 0 : before.bytes());
      trim();
    }
  }

  private void trim() {
    var oldest = branches.entrySet().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      bytes -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }
}
