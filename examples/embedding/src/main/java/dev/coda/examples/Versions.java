package dev.coda.examples;

import dev.coda.core.Chat;
import dev.coda.core.Coda;

/** Answers a question again beside its first answer, and copies a conversation to continue from. */
final class Versions {
  private Versions() {}

  public static void main(String[] arguments) {
    // region versions
    try (Coda coda = Coda.of("demo/demo")) {
      Chat chat = coda.chat("essay");
      chat.ask("hello");
      chat.answerAgain().answer();

      Chat copy = chat.fork();
      copy.ask("what is 12*7");
      System.out.println(chat.history().size() + " and " + copy.history().size() + " messages");
    }
    // endregion
  }
}
