package dev.coda.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coda.api.id.RunId;
import dev.coda.core.Coda;
import dev.coda.core.Reply;
import dev.coda.core.ServerSentEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Streams runs to browsers with the JDK's own HTTP server; a client that was cut off rejoins. */
final class ServeEvents {
  private ServeEvents() {}

  // region serving
  private static void serve(Coda coda, HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring("/runs/".length());
    String seen = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    Reply reply = coda.reply(RunId.of(id)).orElseThrow();
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      Writer writer = new Writer(out);
      reply.serverSentEvents(seen == null ? 0 : Long.parseLong(seen)).subscribe(writer);
      writer.done.join();
    }
  }

  /** Asks for the next event when the last one is written, so nothing is buffered. */
  private static final class Writer implements Flow.Subscriber<ServerSentEvent> {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final OutputStream out;
    private Flow.@Nullable Subscription subscription;

    Writer(OutputStream out) {
      this.out = out;
    }

    @Override
    public void onSubscribe(Flow.Subscription events) {
      subscription = events;
      events.request(1);
    }

    @Override
    public void onNext(ServerSentEvent event) {
      try {
        out.write(event.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
        Objects.requireNonNull(subscription).request(1);
      } catch (IOException e) {
        Objects.requireNonNull(subscription).cancel();
        done.completeExceptionally(new UncheckedIOException(e));
      }
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }

  // endregion

  public static void main(String[] arguments) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (Coda coda = Coda.of("demo/demo")) {
      server.setExecutor(threads);
      server.createContext("/runs/", exchange -> serve(coda, exchange));
      server.start();
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/runs/";

      Reply reply = coda.chat().start("hello");
      HttpRequest rejoin =
          HttpRequest.newBuilder(URI.create(url + reply.id())).header("Last-Event-ID", "2").build();
      HttpClient.newHttpClient()
          .send(rejoin, BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("id: ") || line.startsWith("event: run"))
          .forEach(System.out::println);
    } finally {
      server.stop(0);
      threads.shutdown();
    }
  }
}
