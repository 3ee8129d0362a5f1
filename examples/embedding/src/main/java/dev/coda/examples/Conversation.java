package dev.coda.examples;

// region conversation
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import dev.langchain4j.agent.tool.Tool;

final class Conversation {
  @Tool("Returns the weather in a city.")
  String weather(String city) {
    return "Sunny in " + city;
  }

  public static void main(String[] arguments) {
    try (Coda coda = Coda.builder().model("demo/demo").tools(new Conversation()).build()) {
      Chat chat = coda.chat("ada@example.org", "ticket-4711");
      chat.ask("use weather {\"city\": \"Oslo\"}", System.out::print);
      System.out.println("\n" + chat.history().size() + " messages");
    }
  }
}
// endregion
