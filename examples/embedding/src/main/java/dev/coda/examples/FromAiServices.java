package dev.coda.examples;

import dev.coda.api.model.ModelProvider;
import dev.coda.core.Answer;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import dev.coda.providers.demo.DemoProvider;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;

/** What langchain4j's {@code AiServices} do, with Coda; quoted by the page about moving. */
final class FromAiServices {
  private FromAiServices() {}

  static final class Orders {
    @Tool("Returns where an order is.")
    String track(String order) {
      return "Order " + order + " is in Oslo.";
    }
  }

  // region assistant
  static Coda assistant() {
    return Coda.builder()
        .model("demo/demo")
        .instructions("You help customers of a shop. Be brief.")
        .tools(new Orders())
        .options(options -> options.contextMessages(20))
        .limits(limits -> limits.maxSteps(10).timeout(Duration.ofMinutes(1)))
        .build();
  }

  // endregion

  record Person(String name, int age) {}

  public static void main(String[] arguments) {
    try (Coda coda = assistant()) {
      // region memory of a user
      Chat chat = coda.chat("ada@example.org", "ticket-4711");
      Answer answer = chat.ask("use track {\"order\": \"A7\"}");
      System.out.println(answer.text());
      System.out.println(answer.usage().output() + " tokens, " + answer.reason());
      // endregion
      // region tokens
      chat.ask("hello", System.out::print);
      // endregion
      System.out.println();
      // region extraction
      Person ada = coda.ask("Ada is 36.", Person.class);
      // endregion
      System.out.println(ada);
    }
    // region model of coda
    ModelProvider provider = DemoProvider.create();
    ChatModel model = provider.chatModel("demo");
    // endregion
    System.out.println(model.chat("hello"));
  }
}
