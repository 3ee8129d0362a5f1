package dev.coda.core.internal.run;

import dev.coda.api.content.Part;
import dev.coda.api.id.MessageId;
import dev.coda.api.model.ModelRef;
import dev.coda.api.session.Session;
import dev.coda.core.internal.context.Branch;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says where in the tree a run takes place and what it works on. Immutable.
 *
 * @param parentId the parent of the user's message; null if it starts the session
 * @param content what the user says; null if a stored message is answered again
 * @param history the branch before the new message, or up to the message that is answered again
 */
record RunPlan(
    Session session,
    ModelRef model,
    MessageId userMessageId,
    @Nullable MessageId parentId,
    @Nullable List<Part> content,
    Branch history) {

  /** Returns the key under which one run can be active. */
  UUID branch() {
    if (content == null) {
      return userMessageId.value();
    }
    return parentId == null ? session.id().value() : parentId.value();
  }
}
