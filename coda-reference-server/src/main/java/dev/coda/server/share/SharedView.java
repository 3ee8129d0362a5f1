package dev.coda.server.share;

import dev.coda.api.id.MessageId;
import dev.coda.api.session.MessageNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of a shared session as a stranger sees it. Immutable.
 *
 * @param title null if its owner gave none
 * @param includeTools whether arguments and results of tools are shown
 * @param items the messages, oldest first
 * @param nextCursor what to pass as {@code cursor} for the next page; null after the last
 */
record SharedView(
    @Nullable String title,
    boolean includeTools,
    Instant sharedAt,
    List<SharedMessage> items,
    @Nullable UUID nextCursor) {

  SharedView {
    items = List.copyOf(items);
  }

  static SharedView of(SessionShare share, List<MessageNode> page) {
    MessageId last = page.getLast().message().id();
    return new SharedView(
        share.title(),
        share.includeTools(),
        share.createdAt(),
        SharedMessage.from(page, share.includeTools()),
        last.value().equals(share.messageId()) ? null : last.value());
  }
}
