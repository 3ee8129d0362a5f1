package dev.coda.benchmarks.harness;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Is a process with one library in it, which does as it is told by lines on its standard input:
 * {@code stream <order>} or {@code loop <base URL> <times>}. Confined to one thread at a time.
 */
public final class Contestant implements AutoCloseable {
  private final StreamClient.Factory library;
  private final Map<String, StreamClient> clients = new HashMap<>();

  /** Creates a contestant with this library. */
  public Contestant(StreamClient.Factory library) {
    this.library = library;
  }

  /** Runs the library whose factory's class name is the argument, until standard input ends. */
  public static void main(String[] args) throws Exception {
    StreamClient.Factory library =
        Class.forName(args[0])
            .asSubclass(StreamClient.Factory.class)
            .getDeclaredConstructor()
            .newInstance();
    // What the libraries print must not get in between.
    PrintStream results = System.out;
    System.setOut(System.err);
    try (Contestant contestant = new Contestant(library)) {
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        results.println(contestant.follow(line).line());
        results.flush();
      }
    }
    System.exit(0);
  }

  /** Does what the line says. */
  public Result follow(String line) {
    try {
      if (line.startsWith("stream ")) {
        Order order = Order.parse(line.substring("stream ".length()));
        return new StreamRun(client(order.baseUrl()), order).run();
      }
      String[] words = line.split(" ", -1);
      return LoopRun.run(client(words[1]), Integer.parseInt(words[2]));
    } catch (UnsupportedOperationException e) {
      return Result.failed("has no such thing");
    } catch (Exception e) {
      return Result.failed(e.toString());
    }
  }

  private StreamClient client(String baseUrl) {
    return clients.computeIfAbsent(baseUrl, library::open);
  }

  @Override
  public void close() {
    clients.values().forEach(StreamClient::close);
  }
}
