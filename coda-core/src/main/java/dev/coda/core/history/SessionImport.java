package dev.coda.core.history;

import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
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
  public static final int MAX_MESSAGES = 100_000;

  private final SessionStore sessions;
  private final IdSource ids;
  private final Clock clock;

  private SessionImport(SessionStore sessions, IdSource ids, Clock clock) {
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Writes to this store. */
  public static SessionImport of(SessionStore sessions, IdSource ids, Clock clock) {
    return new SessionImport(sessions, ids, clock);
  }

  /**
   * Imports a file for an owner.
   *
   * @throws MalformedArchiveException if it is no exported session
   * @throws ArchiveTooLargeException if it has more than {@link #MAX_MESSAGES} messages
   */
  public Session load(UserId owner, ArchiveSource source) throws IOException {
    SessionId id = SessionId.next(ids);
    Copy copy = new Copy(id, ids);
    Session session;
    try (ArchiveReader reader = new ArchiveReader(source.open())) {
      while (reader.hasNext()) {
        check(copy, reader.next());
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

  private static void check(Copy copy, ArchivedMessage message) {
    MessageId parent = message.parentId();
    if (parent != null && !copy.knows(parent)) {
      throw new MalformedArchiveException(
          "The parent of message " + message.id() + " is not among the messages before it.");
    }
    if (!copy.announce(message.id())) {
      throw new MalformedArchiveException("Message " + message.id() + " is there twice.");
    }
    if (copy.size() > MAX_MESSAGES) {
      throw new ArchiveTooLargeException("The file has more than " + MAX_MESSAGES + " messages.");
    }
    try {
      message.restore(copy.target());
    } catch (IllegalArgumentException e) {
      throw new MalformedArchiveException(
          "Message " + message.id() + " is wrong: " + e.getMessage(), e);
    }
  }

  private static @Nullable MessageId head(Copy copy, @Nullable MessageId head) {
    if (head != null && !copy.knows(head)) {
      throw new MalformedArchiveException("The head " + head + " is not among the messages.");
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
