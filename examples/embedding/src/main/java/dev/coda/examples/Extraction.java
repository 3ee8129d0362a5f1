package dev.coda.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.coda.core.Answer;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import dev.langchain4j.model.output.structured.Description;
import java.util.List;
import java.util.Optional;

/** Asks for nested records, a list, an enum, a number and the JSON of a schema. */
final class Extraction {
  private Extraction() {}

  // region answer types
  enum Mood {
    HAPPY,
    ANGRY
  }

  @Description("A complaint of a customer.")
  record Complaint(
      String customer,
      Mood mood,
      List<Item> items,
      @Description("What the customer wants, if they say so.") Optional<String> wish) {}

  record Item(String name, int count) {}

  static void ask(Chat chat) {
    Complaint complaint = chat.ask("Ada is angry: 2 Lamps are broken.", Complaint.class);
    Item[] items = chat.ask("3 Chairs were sold.", Item[].class);
    Mood mood = chat.ask("Is Ada happy or angry?", Mood.class);
    int count = chat.ask("How many are 12?", int.class);
    System.out.println(complaint + ", " + items[0] + ", " + mood + ", " + count);

    // The answer with its usage and its cost.
    Answer answer = chat.start("Bob is happy.", Complaint.class).answer();
    System.out.println(answer.value(Complaint.class).customer() + ": " + answer.reason());
  }

  // endregion

  // region answer schema
  static JsonNode bySchema(Chat chat) {
    var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("properties").putObject("age").put("type", "integer").put("minimum", 0);
    schema.putArray("required").add("age");
    return chat.ask("Ada is 36.", schema);
  }

  // endregion

  public static void main(String[] arguments) {
    try (Coda coda = Coda.of("demo/demo")) {
      ask(coda.chat());
      System.out.println(bySchema(coda.chat()));
    }
  }
}
