package dev.coda.core.history;

import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.MessageSize;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.SessionLimits;
import dev.coda.api.session.SessionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a new session of an exported one, under new ids. The file is read twice: once to see that
 * all of it is right, and then into one transaction, so that a wrong one changes nothing.
 * Thread-safe.
 */
public final class SessionImport {
  /** The most messages that are taken in. */
  public static final int MAX_MESSAGES = SessionLimits.MESSAGES;

  private final SessionStore sessions;
  private final IdSource ids;
  private final Clock clock;

  private SessionImport(SessionStore sessions, IdSource ids, Clock clock) {
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes to this store.
   *
   * @param sessions the store of sessions
   * @param ids where ids come from
   * @param clock the time
   * @return the import
   */
  public static SessionImport of(SessionStore sessions, IdSource ids, Clock clock) {
    return new SessionImport(sessions, ids, clock);
  }

  /**
   * Imports a file for an owner.
   *
   * @param owner the user whose it is
   * @param source where it is read from
   * @return the new session
   * @throws MalformedArchiveException if it is not an exported session, or a value exceeds {@link
   *     SessionLimits}
   * @throws ArchiveTooLargeException if it has more than {@link #MAX_MESSAGES} messages
   * @throws IOException if it cannot be read or written
   */
  public Session load(UserId owner, ArchiveSource source) throws IOException {
    SessionId id = SessionId.next(ids);
    Copy copy = new Copy(id, ids);
    Session session;
    try (ArchiveReader reader = new ArchiveReader(source.open())) {
      for (int i = 0; reader.hasNext(); i++) {
        check(copy, "messages[" + i + "]", reader.next());
      }
      ArchivedSession archived = reader.session();
      session =
          archived.restore(
              id,
              owner,
              head(copy, archived.headMessageId()),
              clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    Records records = new Records(source, copy);
    try (records) {
      sessions.load(session, records);
    }
    return sessions.find(owner, id).orElse(session);
  }

  private static void check(Copy copy, String place, ArchivedMessage message) {
    MessageId parent = message.parentId();
    if (parent != null && !copy.knows(parent)) {
      throw new MalformedArchiveException(
          place + ".parent_id", "is not the id of a message before it");
    }
    if (!copy.announce(message.id())) {
      throw new MalformedArchiveException(place + ".id", "is the id of a message before it");
    }
    if (copy.size() > MAX_MESSAGES) {
      throw new ArchiveTooLargeException("The file has more than " + MAX_MESSAGES + " messages.");
    }
    if (size(copy, place, message) > SessionLimits.PARTS_BYTES) {
      throw new MalformedArchiveException(
          place + ".parts",
          "must not be larger than %d MiB".formatted(SessionLimits.PARTS_BYTES >> 20));
    }
  }

  private static long size(Copy copy, String place, ArchivedMessage message) {
    try {
      return MessageSize.of(message.restore(copy.target()).message());
    } catch (IllegalArgumentException e) {
      throw new MalformedArchiveException(place, "is wrong: " + e.getMessage(), e);
    }
  }

  private static @Nullable MessageId head(Copy copy, @Nullable MessageId head) {
    if (head != null && !copy.knows(head)) {
      throw new MalformedArchiveException(
          "session.head_message_id", "is not the id of one of the messages");
    }
    return head == null ? null : copy.idOf(head);
  }

  /** The messages of a file, from its start for every iterator. */
  private static final class Records implements Iterable<MessageRecord>, AutoCloseable {
    private final ArchiveSource source;
    private final Copy copy;
    private @Nullable ArchiveReader open;

    Records(ArchiveSource source, Copy copy) {
      this.source = source;
      this.copy = copy;
    }

    @Override
    public Iterator<MessageRecord> iterator() {
      try {
        close();
        ArchiveReader reader = new ArchiveReader(source.open());
        open = reader;
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return reader.hasNext();
          }

          @Override
          public MessageRecord next() {
            return copy.of(reader.next().restore(copy.target()));
          }
        };
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (open != null) {
        open.close();
      }
    }
  }
}
