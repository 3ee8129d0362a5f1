package dev.coda.sampletools;

import com.sun.net.httpserver.HttpServer;
import dev.coda.sampletools.calculator.CalculatorTool;
import dev.coda.sampletools.solver.SolverOptimizeTool;
import dev.coda.sampletools.time.CurrentTimeTool;
import dev.coda.sampletools.tool.SampleTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code solver_optimize}, {@code calculator} and {@code current_time} over HTTP: one POST
 * with a JSON object each, and {@code GET /health}.
 *
 * <p>A body may have 1 MiB. Errors are JSON, {@code {"error": {"code", "message"}}}, with status
 * 400, 404, 405, 413, 415, or 422 where a valid input has no answer within the limits. There is no
 * authentication: keep the service on a loopback address or behind something that has it.
 *
 * <p>Thread-safe.
 */
public final class SampleToolService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SampleToolService.class);
  private static final List<String> TOOLS =
      List.of("solver_optimize", "calculator", "current_time");
  private static final Duration SOLVER_TIME_LIMIT = Duration.ofSeconds(10);
  private static final int THREADS = 16;

  private final HttpServer server;
  private final ExecutorService executor;

  private SampleToolService(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Starts the service on a free port of the loopback address.
   *
   * @throws IOException if no socket can be opened
   */
  public static SampleToolService start() throws IOException {
    return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /**
   * Starts the service; port 0 takes a free one.
   *
   * @throws IOException if the address is in use or not of this machine
   */
  public static SampleToolService start(InetSocketAddress address) throws IOException {
    return start(address, Clock.systemUTC(), SOLVER_TIME_LIMIT);
  }

  static SampleToolService start(InetSocketAddress address, Clock clock, Duration solverTimeLimit)
      throws IOException {
    List<SampleTool> tools =
        List.of(
            new SolverOptimizeTool(solverTimeLimit, System::nanoTime),
            new CalculatorTool(),
            new CurrentTimeTool(clock));
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService executor = Executors.newFixedThreadPool(THREADS, threads());
    server.setExecutor(executor);
    server.createContext("/", new ToolRoutes(tools));
    server.start();
    SampleToolService service = new SampleToolService(server, executor);
    LOG.info("Sample tools at {}", service.uri());
    return service;
  }

  /** Returns the port that the service listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Returns the service's root, for instance {@code http://127.0.0.1:8090}, without a slash. */
  public URI uri() {
    InetAddress address = server.getAddress().getAddress();
    InetAddress reachable =
        address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    String host = reachable.getHostAddress();
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /**
   * Writes {@code <tool>/schema.json} for each tool. A file that the user changed stays; one that
   * an earlier version wrote is replaced.
   *
   * @param directory where an agent looks for tools; created if missing
   * @return the files written now
   * @throws IOException if a file cannot be read or written
   */
  public static List<Path> writeSchemas(Path directory) throws IOException {
    return SchemaFiles.write(directory, TOOLS);
  }

  /** Stops at once; calls under way are cut off. Closing again does nothing. */
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static ThreadFactory threads() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "coda-sample-tools-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
