package dev.coda.server.dialect;

import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.MessageRecord;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes sessions of conversations that clients send whole. Thread-safe. */
@Singleton
class SentHistory {
  private final Stores stores;
  private final IdSource ids;
  private final Clock clock;

  SentHistory(Stores stores, IdSource ids, Clock clock) {
    this.stores = stores;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Stores a session with these messages, unless an equal request has done so before.
   *
   * @param instructions null for the server's
   * @param model null for the server's default
   */
  void store(
      UserId owner,
      SessionId id,
      @Nullable String instructions,
      @Nullable ModelRef model,
      List<SentMessage> history) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<MessageRecord> messages = new ArrayList<>();
    MessageId parent = null;
    for (SentMessage sent : history) {
      MessageId next = MessageId.next(ids);
      Message message =
          Message.builder(next, id, sent.role(), now).parentId(parent).parts(sent.parts()).build();
      messages.add(new MessageRecord(message, List.of(), List.of()));
      parent = next;
    }
    Session session =
        Session.builder(id, owner, now)
            .systemPrompt(instructions)
            .modelProvider(model == null ? null : model.provider())
            .modelName(model == null ? null : model.name())
            .headMessageId(parent)
            .build();
    try {
      stores.sessions().load(session, messages);
    } catch (StoreException e) {
      if (e.kind() != FailureKind.CONFLICT || stores.sessions().find(owner, id).isEmpty()) {
        throw e;
      }
    }
  }
}
