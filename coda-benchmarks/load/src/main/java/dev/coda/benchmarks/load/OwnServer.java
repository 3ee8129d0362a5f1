package dev.coda.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that is started for the measurement, from the archive, with an embedded database and the
 * demo model. Confined to one thread at a time.
 */
final class OwnServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Coda is ready at (http://localhost:\\d+)");
  private static final long LONGEST_STOP_SECONDS = 40;

  /** The limits of one user are never reached; those of the server are its own. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "CODA_PORT", "0",
          "CODA_MEMORY_ENABLED", "false",
          "CODA_REGISTRATIONS", "1000000",
          "CODA_REGISTRATIONS_PER_CLIENT", "1000000",
          "CODA_REQUESTS_PER_MINUTE", "1000000",
          "CODA_TOKENS_PER_MINUTE", "1000000000",
          "CODA_QUOTA_TOKENS", "1000000000000",
          "CODA_QUOTA_REQUESTS", "1000000000",
          "CODA_CONCURRENT_RUNS", "1000",
          "CODA_MAX_CONNECTIONS", "16384");

  private final Process process;
  private final String url;

  private OwnServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts a server and waits until it is ready. Variables of this process take precedence over the
   * settings of the measurement.
   */
  static OwnServer start() {
    Path folder = Path.of(System.getProperty("coda.folder", "target/server"));
    Path archive = Path.of(System.getProperty("coda.archive", "coda-server.jar"));
    if (!Files.exists(archive)) {
      throw new IllegalStateException(
          archive + " is missing: make it with mvn package -Parchive -DskipTests, or set coda.url");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx768m",
            "-jar",
            archive.toString());
    SETTINGS.forEach(builder.environment()::putIfAbsent);
    builder.environment().put("CODA_DATA_DIR", folder.resolve("data").toString());
    try {
      Files.createDirectories(folder);
      Process process = builder.redirectErrorStream(true).start();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      Writer log = Files.newBufferedWriter(folder.resolve("server.log"));
      String url = awaitReady(lines, log, folder);
      Thread.ofVirtual().start(() -> copy(lines, log));
      return new OwnServer(process, url);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return url;
  }

  private static String awaitReady(BufferedReader lines, Writer log, Path folder)
      throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      log.append(line).append('\n').flush();
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return ready.group(1);
      }
    }
    throw new IllegalStateException("The server did not start; see " + folder + "/server.log");
  }

  private static void copy(BufferedReader lines, Writer log) {
    try (log) {
      lines.transferTo(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // The process's own destroy() would close what it prints to.
    process.toHandle().destroy();
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
