package dev.coda.testkit.store;

import dev.coda.api.content.Part;
import dev.coda.api.content.ReasoningPart;
import dev.coda.api.content.TextPart;
import dev.coda.api.event.RunProjection;
import dev.coda.api.id.IdSource;
import dev.coda.api.id.MessageId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.message.Message;
import dev.coda.api.session.MessageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Creates random trees of messages, with tool calls, thoughts and unusual text. Thread-safe. */
public final class SampleTrees {
  private static final List<String> TEXTS =
      List.of(
          "", "plain", "```\n# «ü» 👩‍👩‍👧 \u200f", "\u0000 \\u0000 \uD83D cut", "{\"a\":1.0}");

  private SampleTrees() {}

  /**
   * Creates a tree; with the same seed and ids, the messages are always the same.
   *
   * @param seed the seed; equal seeds give equal results
   * @param ids the source of ids
   * @param owner the user who owns it
   * @param session the session
   * @param size the minimum number of messages
   * @return parents before their children
   */
  public static List<MessageRecord> grow(
      long seed, IdSource ids, UserId owner, SessionId session, int size) {
    Random random = new Random(seed);
    List<MessageRecord> tree = new ArrayList<>();
    while (tree.size() < size) {
      MessageId parent =
          tree.isEmpty() || random.nextInt(8) == 0
              ? null
              : tree.get(Math.max(0, tree.size() - 1 - random.nextInt(6))).message().id();
      // Equal times, so that ids have to break ties.
      Instant time = Samples.NOON.plusSeconds(random.nextInt(4));
      if (random.nextInt(3) == 0) {
        tree.add(odd(random, ids, session, parent, time));
      } else {
        tree.addAll(turn(random, ids, owner, session, parent, time));
      }
    }
    return tree;
  }

  private static MessageRecord odd(
      Random random, IdSource ids, SessionId session, @Nullable MessageId parent, Instant time) {
    List<Part> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String text = TEXTS.get(random.nextInt(TEXTS.size()));
      parts.add(
          random.nextBoolean()
              ? new TextPart(text)
              : new ReasoningPart(text, Samples.json("{\"n\":[1.50,-2e300,null]}")));
    }
    return new MessageRecord(
        Samples.message(ids, session, parent, parts, time), List.of(), List.of());
  }

  private static List<MessageRecord> turn(
      Random random,
      IdSource ids,
      UserId owner,
      SessionId session,
      @Nullable MessageId parent,
      Instant time) {
    SampleRun run =
        switch (random.nextInt(3)) {
          case 0 -> SampleRuns.failing(ids, owner, session, parent, time);
          case 1 -> SampleRuns.plain(ids, owner, session, parent, time);
          default -> SampleRuns.withTools(ids, owner, session, parent, time);
        };
    RunProjection rows = run.projection();
    Message question = rows.userMessage().orElseThrow();
    Message answer = rows.answer().orElseThrow();
    return List.of(
        new MessageRecord(question, List.of(), List.of()),
        new MessageRecord(answer, rows.toolCalls(), rows.thoughts()));
  }
}
