package dev.coda.examples;

import dev.coda.api.id.UserId;
import dev.coda.core.Coda;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.core.store.InMemoryStores;

/** Lets each question recall what the same user said in other conversations. */
final class Remembering {
  private Remembering() {}

  public static void main(String[] arguments) {
    // region remembering
    try (SemanticMemory memory = SemanticMemory.byWords(InMemoryStores.create());
        Coda coda = Coda.builder().model("demo/demo").memory(memory).build()) {
      coda.chat("ada", "plans").ask("My ship is called Pequod.");
      coda.chat("ada", "chores").ask("What is my ship called?");

      System.out.println(memory.recall(UserId.named("ada"), "Pequod", 5).size() > 0);
      System.out.println(memory.recall(UserId.named("bob"), "Pequod", 5).size());
    }
    // endregion
  }
}
