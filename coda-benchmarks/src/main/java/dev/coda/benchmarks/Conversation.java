package dev.coda.benchmarks;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.content.Role;
import dev.coda.api.content.TextPart;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.langchain4j.data.message.ChatMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored conversation of a given length, of which every next turn is the same. */
final class Conversation implements AutoCloseable {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String TEXT = "Fifty bytes of text that stand for what was said. ".repeat(4);

  private final WritingModel model = new WritingModel();
  private final Desk desk = new Desk(() -> model, ForgetfulStores.create(), Desk.SAME_THREAD);
  private final RunRequest next;
  private final List<ChatMessage> shown;
  private final long expected;

  Conversation(int length) {
    MessageId leaf = null;
    for (int n = 0; n < length; n++) {
      Message message = message(n, length, leaf);
      desk.stores.sessions().addMessage(UserId.LOCAL, message);
      leaf = message.id();
    }
    this.next = RunRequest.builder(desk.session).text(TEXT).parentId(leaf).build();
    desk.agent.start(next);
    this.shown = model.lastMessages();
    this.expected = WritingModel.write(shown);
    Answers.require(length + 1L, shown.stream().filter(WritingModel::isTurn).count());
  }

  /** Runs a turn to its end on this thread, and returns the checksum of what the model wrote. */
  long turn() throws InterruptedException {
    desk.agent.start(next).outcome();
    return Answers.require(expected, model.lastChecksum());
  }

  /** Writes what the model is sent, and returns the checksum. */
  long write() {
    return Answers.require(expected, WritingModel.write(shown));
  }

  @Override
  public void close() {
    desk.close();
  }

  /** Speakers take turns, and the last is the assistant: the next message is the user's. */
  private Message message(int n, int length, @Nullable MessageId parent) {
    return Message.builder(
            new MessageId(new UUID(0, n + 1L)),
            desk.session,
            (length - n) % 2 == 0 ? Role.USER : Role.ASSISTANT,
            START.plusSeconds(n))
        .parentId(parent)
        .parts(List.of(new TextPart(TEXT)))
        .build();
  }
}
