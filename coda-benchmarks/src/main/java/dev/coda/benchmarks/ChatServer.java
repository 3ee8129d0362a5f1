package dev.coda.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The reference server as it is delivered, the one archive in a JVM of its own, with its embedded
 * PostgreSQL in a folder of its own. Thread-safe.
 */
final class ChatServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LONGEST_STOP_SECONDS = 40;

  /** High enough that nobody is turned away: what is measured is the work, not its limits. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "CODA_REGISTRATIONS", "1000000",
          "CODA_REGISTRATIONS_PER_CLIENT", "1000000",
          "CODA_REQUESTS_PER_MINUTE", "1000000",
          "CODA_TOKENS_PER_MINUTE", "1000000000",
          "CODA_QUOTA_TOKENS", "1000000000000",
          "CODA_QUOTA_REQUESTS", "1000000000",
          "CODA_MAX_CONNECTIONS", "16384",
          "CODA_MAX_CONNECTIONS_PER_CLIENT", "16384",
          "CODA_MAX_ACTIVE_RUNS", "4096");

  private final Process process;
  private final Path data;
  private final int port;
  private final double startNanos;

  private ChatServer(Process process, Path data, int port, double startNanos) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.startNanos = startNanos;
  }

  /**
   * What the server and its PostgreSQL have taken of the processors so far, in nanoseconds.
   * Immutable.
   */
  record Cpu(double server, double database) {
    Cpu minus(Cpu before) {
      return new Cpu(server - before.server, database - before.database);
    }
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param host the model's host with a path that says how it answers
   * @param data the folder of its database; made if it is missing
   */
  static ChatServer start(Path archive, String host, boolean memory, Path data, Path log)
      throws IOException, InterruptedException {
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder(java(), "-Xmx768m", "-jar", archive.toString());
    builder.environment().putAll(LIMITS);
    builder.environment().put("CODA_PORT", Integer.toString(port));
    builder.environment().put("CODA_DATA_DIR", data.toString());
    builder.environment().put("CODA_MEMORY_ENABLED", Boolean.toString(memory));
    builder.environment().put("HOSTED_BASE_URL", host);
    builder.environment().put("HOSTED_API_KEY", "none");
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    long start = System.nanoTime();
    Process process = builder.start();
    ChatServer server = new ChatServer(process, data, port, 0);
    try {
      server.awaitReady(start);
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
    return new ChatServer(process, data, port, System.nanoTime() - start);
  }

  /** Returns how many nanoseconds it took from the start of its JVM to its first healthy answer. */
  double startNanos() {
    return startNanos;
  }

  /** Returns the program that runs a JVM like this one. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  int port() {
    return port;
  }

  ChatConnection connect() throws IOException {
    return ChatConnection.open(port);
  }

  Cpu cpu() {
    return new Cpu(nanos(process.toHandle()), database().mapToDouble(ChatServer::nanos).sum());
  }

  private void awaitReady(long start) throws IOException, InterruptedException {
    while (process.isAlive() && System.nanoTime() - start < PATIENCE.toNanos()) {
      try (ChatConnection connection = connect()) {
        var _ = connection.get("/health/readiness");
        return;
      } catch (IOException e) {
        Thread.sleep(5);
      }
    }
    throw new IOException("the server did not become ready; its log says why");
  }

  /** PostgreSQL's first process names its folder, and the others are its children. */
  private Stream<ProcessHandle> database() {
    Optional<ProcessHandle> first =
        ProcessHandle.allProcesses()
            .filter(each -> each.pid() != process.pid())
            .filter(each ->
                each.info()
                    .commandLine()
                    .filter(line -> line.contains(data.toString()))
                    .isPresent())
            .findFirst();
    return first.stream().flatMap(each -> Stream.concat(Stream.of(each), each.descendants()));
  }

  private static double nanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
