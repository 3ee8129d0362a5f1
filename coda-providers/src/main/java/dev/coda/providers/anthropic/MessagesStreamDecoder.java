package dev.coda.providers.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import dev.coda.providers.internal.transport.ResponseHead;
import dev.coda.providers.internal.wire.StreamDecoder;
import dev.coda.providers.internal.wire.StreamSink;
import dev.coda.providers.internal.wire.WireJson;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a message; unknown ones are skipped. A message is finished by its stop
 * reason; {@code message_stop} follows as the end, but some gateways leave it out.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/streaming">Streaming
 *     messages</a>
 */
final class MessagesStreamDecoder implements StreamDecoder {
  private final ResponseHead head;
  private final MessagesErrorDecoder errors;
  private final MessageAnswer answer;
  private boolean done;

  MessagesStreamDecoder(ResponseHead head, StreamSink sink, MessagesErrorDecoder errors) {
    this.head = head;
    this.errors = errors;
    this.answer = new MessageAnswer(sink);
  }

  @Override
  public void accept(String event, byte[] data, int offset, int length) throws IOException {
    if (done) {
      return;
    }
    StreamFrame frame;
    try (JsonParser in = WireJson.mapper().getFactory().createParser(data, offset, length)) {
      frame = StreamFrame.read(in);
    }
    String type = frame.type.isEmpty() ? event : frame.type;
    if (frame.error || type.equals("error")) {
      throw errors.decode(head, WireJson.mapper().readTree(data, offset, length));
    }
    if (type.equals("message")) {
      answer.start(WireJson.mapper().readTree(data, offset, length));
      done = answer.isEnded();
      return;
    }
    answer.usage(frame.usage);
    switch (type) {
      case "message_start" -> answer.start(frame.message);
      case "content_block_start" -> answer.open(frame.index, frame.block);
      case "content_block_delta" -> answer.delta(frame.index, frame.delta);
      case "content_block_stop" -> answer.close(frame.index);
      case "message_delta" -> answer.stopReason(frame.delta.stopReason);
      case "message_stop" -> done = true;
      default -> {
        // A ping, or an event that is newer than this code.
      }
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public boolean isFinished() {
    return done || answer.isEnded();
  }

  @Override
  public @Nullable ChatResponse finish() throws IOException {
    return isFinished() ? answer.response() : null;
  }
}
