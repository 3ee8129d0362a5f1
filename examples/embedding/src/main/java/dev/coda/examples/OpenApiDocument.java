package dev.coda.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coda.api.agent.Agent;
import dev.coda.api.agent.Run;
import dev.coda.api.agent.RunRequest;
import dev.coda.api.event.RunEvent;
import dev.coda.api.event.ToolFinished;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.api.session.Stores;
import dev.coda.bridge.schema.SchemaTools;
import dev.coda.core.CodaAgent;
import dev.coda.core.TimeOrderedIds;
import dev.coda.core.store.InMemoryStores;
import dev.coda.providers.demo.DemoProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes tools of the operations of an OpenAPI document, and prints how they are called. */
final class OpenApiDocument {
  /** As a service would publish it, but for {@code x-coda}: that is what its user adds. */
  private static final String DOCUMENT =
      """
      openapi: 3.1.0
      info: { title: Library, version: "1" }
      x-coda: { url: "${LIBRARY_URL}", prefix: library_ }
      paths:
        /books:
          get:
            operationId: findBooks
            summary: Finds books by what they are about.
            parameters:
              - { name: tags, in: query, explode: false, required: true,
                  schema: { type: array, items: { type: string } } }
        /books/{isbn}:
          get:
            operationId: readBook
            summary: Tells where a book stands.
            parameters:
              - { name: isbn, in: path, required: true, schema: { type: string } }
      """;

  private static final List<String> QUESTIONS =
      List.of(
          "use library_findBooks {\"tags\": [\"sea\", \"whales\"]}",
          "use library_readBook {\"isbn\": \"978-0-14-243724-7\"}");

  private OpenApiDocument() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("coda-tools");
    Files.createDirectory(folder.resolve("library"));
    Files.writeString(folder.resolve("library/schema.yaml"), DOCUMENT);
    Stores stores = InMemoryStores.create();
    Session session =
        Session.start(SessionId.next(new TimeOrderedIds()), UserId.LOCAL, Instant.now());
    stores.sessions().create(session);
    HttpServer library = startLibrary();
    String address = "127.0.0.1:" + library.getAddress().getPort();
    try (SchemaTools tools =
            SchemaTools.builder(folder)
                .environment(Map.of("LIBRARY_URL", "http://" + address)::get)
                .allowedAddresses(List.of(address))
                .read();
        Agent agent =
            CodaAgent.builder().models(DemoProvider.create()).tools(tools).stores(stores).build()) {
      for (String question : QUESTIONS) {
        try (Run run = agent.start(RunRequest.of(session.id(), question))) {
          run.forEach(OpenApiDocument::print);
        }
      }
    } finally {
      library.stop(0);
    }
  }

  /** A service that is somewhere else; it prints what it is asked. */
  private static HttpServer startLibrary() throws IOException {
    HttpServer library =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    library.createContext(
        "/books",
        exchange -> {
          System.out.println("… " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
          boolean one = exchange.getRequestURI().getPath().startsWith("/books/");
          String book = "{\"title\":\"Moby-Dick\",\"shelf\":12}";
          answer(exchange, one ? book : "[" + book + "]");
        });
    library.start();
    return library;
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void print(RunEvent event) {
    if (event.payload() instanceof ToolFinished result) {
      System.out.printf(
          "%s: %s%n",
          result.toolName(), result.output() == null ? result.error() : result.output());
    }
  }
}
