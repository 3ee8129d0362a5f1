package dev.coda.server.dialect;

import dev.coda.api.content.Part;
import dev.coda.api.id.MessageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a turn goes in a session. Immutable.
 *
 * @param parent the message that it follows; null if it starts the session
 * @param content what is said; empty to answer the parent again
 */
record ConversationPlace(@Nullable MessageId parent, List<Part> content) {
  ConversationPlace {
    content = List.copyOf(content);
  }
}
