package dev.coda.examples;

import dev.coda.api.agent.RunRequest;
import dev.coda.api.id.RunId;
import dev.coda.api.model.ModelParameters;
import dev.coda.core.Chat;
import dev.coda.core.Coda;
import dev.coda.core.Reply;
import dev.coda.core.ServerSentEvent;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import java.util.concurrent.Flow;

/** What Spring AI's {@code ChatClient} does, with Coda; quoted by the page about moving. */
final class FromChatClient {
  private FromChatClient() {}

  // region weather bean
  static class Weather {
    @Tool("Returns the weather in a city.")
    String weather(@P("the city") String city) {
      return "Sunny in " + city;
    }
  }

  // endregion

  // region client
  static Coda client(Weather weather) {
    return Coda.builder()
        .model("demo/demo")
        .instructions("You are a friendly assistant.")
        .tools(weather)
        .temperature(0.3)
        .build();
  }

  // endregion

  record Person(String name, int age) {}

  // region call
  static String call(Coda client) {
    return client.ask("use weather {\"city\": \"Oslo\"}").text();
  }

  static Person entity(Coda client) {
    return client.ask("Ada is 36.", Person.class);
  }

  static String remembered(Coda client, String user, String conversation) {
    return client.chat(user, conversation).ask("What did I say?").text();
  }

  static String withOptions(Chat chat) {
    RunRequest request =
        chat.request()
            .text("hello")
            .parameters(ModelParameters.builder().maxOutputTokens(50).build())
            .build();
    return chat.start(request).answer().text();
  }

  // endregion

  // region stream
  /** To get a Flux, pass the result to Reactor's JdkFlowAdapter.flowPublisherToFlux. */
  static Flow.Publisher<ServerSentEvent> stream(Chat chat, String question) {
    Reply reply = chat.start(question);
    return reply.serverSentEvents(0);
  }

  /** A browser that has lost its connection names the run and the last event that it has. */
  static Flow.Publisher<ServerSentEvent> rejoin(Coda coda, String user, RunId id, long lastEvent) {
    return coda.reply(user, id).orElseThrow().serverSentEvents(lastEvent);
  }

  // endregion

  public static void main(String[] arguments) {
    try (Coda client = client(new Weather())) {
      System.out.println(call(client));
      System.out.println(entity(client));
      remembered(client, "ada", "today");
      withOptions(client.chat("ada", "today"));
      System.out.println(client.chat("ada", "today").history().size() + " messages");
      Reply reply = client.chat("ada", "tomorrow").start("hello");
      reply.answer();
      rejoin(client, "ada", reply.id(), 0);
      stream(client.chat("ada", "tomorrow"), "hello");
    }
  }
}
