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
 * Makes a new session with new ids from an exported one. The file is read twice: first to validate
 * all of it, then to store it in one transaction. So a wrong file changes nothing. Thread-safe.
 */
public final class SessionImport {
  /** The maximum number of messages of an import. */
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
   * @param ids the source of ids
   * @param clock the time
   * @return the import
   */
  public static SessionImport of(SessionStore sessions, IdSource ids, Clock clock) {
    return new SessionImport(sessions, ids, clock);
  }

  /**
   * Imports a file for an owner.
   *
   * @param owner the user who owns it
   * @param source the source
   * @return the new session
   * @throws MalformedArchiveException if it is not an exported session, or a value exceeds {@link
   *     SessionLimits}
   * @throws ArchiveTooLargeException if it has more than {@link #MAX_MESSAGES} messages
   * @throws IOException if the file cannot be read
   */
  public Session load(UserId owner, ArchiveSource source) throws IOException {
    SessionId id = SessionId.next(ids);
    MessageCopier copier = new MessageCopier(id, ids);
    Session session;
    try (ArchiveReader reader = new ArchiveReader(source.open())) {
      for (int i = 0; reader.hasNext(); i++) {
        check(copier, "messages[" + i + "]", reader.next());
      }
      ArchivedSession archived = reader.session();
      session =
          archived.restore(
              id,
              owner,
              head(copier, archived.headMessageId()),
              clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    Records records = new Records(source, copier);
    try (records) {
      sessions.load(session, records);
    }
    return sessions.find(owner, id).orElse(session);
  }

  private static void check(MessageCopier copier, String place, ArchivedMessage message) {
    MessageId parent = message.parentId();
    if (parent != null && !copier.knows(parent)) {
      throw new MalformedArchiveException(
          place + ".parent_id", "is not the id of a message before it");
    }
    if (!copier.register(message.id())) {
      throw new MalformedArchiveException(place + ".id", "is the id of a message before it");
    }
    if (copier.size() > MAX_MESSAGES) {
      throw new ArchiveTooLargeException("The file has more than " + MAX_MESSAGES + " messages.");
    }
    if (size(copier, place, message) > SessionLimits.PARTS_BYTES) {
      throw new MalformedArchiveException(
          place + ".parts",
          "must not be larger than %d MiB".formatted(SessionLimits.PARTS_BYTES >> 20));
    }
  }

  private static long size(MessageCopier copier, String place, ArchivedMessage message) {
    try {
      return MessageSize.of(message.restore(copier.target()).message());
    } catch (IllegalArgumentException e) {
      throw new MalformedArchiveException(place, "is wrong: " + e.getMessage(), e);
    }
  }

  private static @Nullable MessageId head(MessageCopier copier, @Nullable MessageId head) {
    if (head != null && !copier.knows(head)) {
      throw new MalformedArchiveException(
          "session.head_message_id", "is not the id of one of the messages");
    }
    return head == null ? null : copier.idOf(head);
  }

  /** The messages of a file, from its start for every iterator. */
  private static final class Records implements Iterable<MessageRecord>, AutoCloseable {
    private final ArchiveSource source;
    private final MessageCopier copier;
    private @Nullable ArchiveReader open;

    Records(ArchiveSource source, MessageCopier copier) {
      this.source = source;
      this.copier = copier;
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
            return copier.of(reader.next().restore(copier.target()));
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
