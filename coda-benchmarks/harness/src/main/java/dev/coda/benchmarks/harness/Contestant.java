package dev.coda.benchmarks.harness;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A process with one library in it, which does as scripted by lines on its standard input: {@code
 * stream <order>} or {@code loop <base URL> <times>} for a {@link StreamClient.Factory}, {@code
 * call <workload> <ms to warm up> <ms to measure>} for what is {@link InProcess}, {@code steps
 * <JDBC URL> <workflows> <steps of each>} for a {@link DurableLibrary}. Confined to one thread at a
 * time.
 */
public final class Contestant implements AutoCloseable {
  private final Object library;
  private final Map<String, StreamClient> clients = new HashMap<>();

  /** Creates a contestant with this library. */
  public Contestant(Object library) {
    this.library = library;
  }

  /** Runs the library whose factory's class name is the argument, until standard input ends. */
  public static void main(String[] args) throws Exception {
    Object library = Class.forName(args[0]).getDeclaredConstructor().newInstance();
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
    String[] words = line.split(" ", -1);
    try {
      return switch (words[0]) {
        case "stream" -> {
          Order order = Order.parse(line.substring("stream ".length()));
          yield new StreamRun(client(order.baseUrl()), order).run();
        }
        case "loop" -> LoopRun.run(client(words[1]), number(words[2]));
        case "call" ->
            CallRun.run(as(InProcess.class).prepare(words[1]), number(words[2]), number(words[3]));
        case "steps" ->
            StepRun.run(as(DurableLibrary.class), words[1], number(words[2]), number(words[3]));
        default -> Result.failed("cannot " + words[0]);
      };
    } catch (UnsupportedOperationException e) {
      return Result.failed("has no such thing");
    } catch (Exception | LinkageError e) {
      return Result.failed(e.toString());
    }
  }

  private StreamClient client(String baseUrl) {
    return clients.computeIfAbsent(baseUrl, as(StreamClient.Factory.class)::open);
  }

  private <T> T as(Class<T> kind) {
    if (!kind.isInstance(library)) {
      throw new UnsupportedOperationException();
    }
    return kind.cast(library);
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  @Override
  public void close() {
    clients.values().forEach(StreamClient::close);
  }
}
