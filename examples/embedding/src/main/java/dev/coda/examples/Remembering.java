package dev.coda.examples;

import dev.coda.api.id.UserId;
import dev.coda.api.session.Stores;
import dev.coda.core.Coda;
import dev.coda.core.memory.SemanticMemory;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.openai.OpenAiEmbeddings;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.time.Duration;

/** Lets each question recall what the same user said in other conversations. */
final class Remembering {
  private Remembering() {}

  // region embedding service
  static SemanticMemory byMeaning(Stores stores, String key) {
    EmbeddingModel model = OpenAiEmbeddings.builder("text-embedding-3-small").apiKey(key).build();
    return SemanticMemory.builder(stores)
        .remoteModel("text-embedding-3-small", () -> model)
        .queryTime(Duration.ofMillis(300))
        .build();
  }

  // endregion

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
