package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a response says that its run's log does not. Immutable.
 *
 * @param previousResponseId the run whose answer the run's request follows; null if there is none
 * @param instructions the session's; null for the server's
 * @param background whether the request asked for an answer before the end
 * @param store whether it can be asked for again
 * @param metadata what the request had; not to be modified
 */
record ResponseFacts(
    @Nullable String previousResponseId,
    @Nullable String instructions,
    boolean background,
    boolean store,
    ObjectNode metadata) {

  static ResponseFacts of(@Nullable String previousResponseId, @Nullable String instructions) {
    return new ResponseFacts(
        previousResponseId, instructions, false, true, JsonNodeFactory.instance.objectNode());
  }

  ResponseFacts asRequested(boolean inBackground, boolean stored, ObjectNode sent) {
    return new ResponseFacts(previousResponseId, instructions, inBackground, stored, sent);
  }
}
