package dev.coda.server.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.RunEvent;
import dev.coda.server.dialect.Frames;
import dev.coda.server.run.RunEncoder;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the frames of a response behind a number. Confined to one thread at a time. */
final class ResponseStream implements RunEncoder {
  private final ResponseFold fold;
  private final long startingAfter;

  /**
   * @param startingAfter the number of the last frame that the client has; -1 for none
   */
  ResponseStream(ResponseFacts facts, long startingAfter) {
    this.fold = new ResponseFold(facts);
    this.startingAfter = startingAfter;
  }

  @Override
  public void write(RunEvent event, OutputStream out) throws IOException {
    for (ObjectNode frame : fold.apply(event)) {
      if (frame.path("sequence_number").asLong() > startingAfter) {
        Frames.write(out, frame.path("type").asText(), frame);
      }
    }
    if (fold.isOver()) {
      Frames.done(out);
    }
  }
}
