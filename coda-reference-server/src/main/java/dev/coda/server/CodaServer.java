package dev.coda.server;

import dev.coda.server.process.OutOfMemoryExit;
import dev.coda.server.process.Shutdown;
import dev.coda.server.startup.StartupSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Starts the server, and prints its address or the reason why it cannot start. Thread-safe. */
public final class CodaServer {
  private CodaServer() {}

  /**
   * Runs the server until the process is asked to end, or executes an option; {@code
   * docs/server.md} lists the exit codes and {@code --help} the options.
   */
  public static void main(String[] arguments) throws InterruptedException {
    CommandLine.run(arguments, System.out, System.err).ifPresent(System::exit);
    OutOfMemoryExit.install();
    try {
      EmbeddedServer server = start(ApplicationContext.builder().args(arguments).build());
      Shutdown.onExit(server.getApplicationContext());
      announce(server, System.out);
      if (Boolean.getBoolean("coda.stop-with-parent")) {
        stopWithParent();
      }
    } catch (RuntimeException failure) {
      System.err.println(StartupFailure.explain(failure));
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  /**
   * Starts the server in a context that has not been started. Closing the context stops the server.
   */
  public static EmbeddedServer start(ApplicationContext context) {
    try {
      context.getEnvironment().start();
      // Checked first: to find out at the end would start and stop a database for nothing.
      StartupSettings.validate(context.getEnvironment());
      FreePort.require(context.getEnvironment());
      context.start();
      return context.getBean(EmbeddedServer.class).start();
    } catch (RuntimeException failure) {
      context.close();
      throw failure;
    }
  }

  /** A build that runs the server in the foreground and is killed must not leave it behind. */
  private static void stopWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> Thread.ofVirtual().start(() -> stopAfter(parent)));
  }

  private static void stopAfter(ProcessHandle parent) {
    parent.onExit().join();
    System.exit(0);
  }

  private static void announce(EmbeddedServer server, PrintStream out) {
    Instant born = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    double seconds = Duration.between(born, Instant.now()).toMillis() / 1000.0;
    out.println(
        String.format(
            Locale.ROOT,
            "Coda is ready at http://localhost:%d (started in %.1f s)",
            server.getPort(),
            seconds));
  }
}
