package dev.coda.providers.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model says in one reply, in no protocol's words. Immutable.
 *
 * @param cut whether the connection ends before the reply does
 */
record HostReply(@Nullable String reasoning, @Nullable String text, List<Call> calls, boolean cut) {
  /** A tool call; arguments are sent as they are. */
  record Call(String id, String name, String arguments) {}

  HostReply {
    calls = List.copyOf(calls);
  }

  /** Draws a reply: mostly sensible, sometimes as models are on a bad day. */
  static HostReply drawn(Dice dice) {
    List<Call> calls = new ArrayList<>();
    if (dice.hits(55)) {
      int count = 1 + dice.below(3);
      for (int i = 0; i < count; i++) {
        calls.add(
            new Call(
                dice.one("call_1", "call_" + dice.below(1_000_000), "x y/z", "a".repeat(70), ""),
                dice.one("look", "look", "write", "fails", "no such tool", "ask"),
                dice.one(
                    "{\"q\":\"a\"}", "{\"q\":1}", "{}", "", "[1]", "{\"q\":\"\\ud83d\"}", "{")));
      }
    }
    String text =
        calls.isEmpty() || dice.hits(40)
            ? dice.one("Fine.", "Fine.\n", " ", "", "\ud83d\ude00 ok", "  padded  ")
            : null;
    return new HostReply(
        dice.hits(40) ? dice.one("Hm.", " ", "Let me think.\n") : null, text, calls, dice.hits(5));
  }
}
