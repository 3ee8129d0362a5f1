package dev.coda.server.drill;

import dev.coda.server.fixture.DataFolders;
import dev.coda.server.fixture.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server with little memory, and what can be seen of it from outside. Thread-safe. */
final class SmallServer implements AutoCloseable {
  static final int HEAP_MEGABYTES = 256;

  /** Everything that connections read and write, for all of them. */
  private static final int DIRECT_MEGABYTES = 64;

  private static final int PORT_LINE = 3;
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");
  private static final Pattern TRANSFER_FILE = Pattern.compile("/coda-(import|export)-");

  final ServerProcess process;
  final URI uri;
  private final Path data;
  private final Thread printed;

  private SmallServer(Path data, ServerProcess process) {
    this.data = data;
    this.process = process;
    this.uri = process.awaitReady();
    this.printed = Thread.ofVirtual().start(process::awaitEnd);
  }

  static SmallServer start(Path data, Path tools, String modelUrl) {
    DataFolders.emptyDatabase(data);
    return new SmallServer(
        data,
        ServerProcess.start(
            Map.of(
                "CODA_PORT",
                "0",
                "CODA_DATA_DIR",
                data.toString(),
                "CODA_TOOLS_DIR",
                tools.toString(),
                "CODA_LEASE_TIME",
                "2s",
                "HOSTED_BASE_URL",
                modelUrl),
            List.of(
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:MaxDirectMemorySize=" + DIRECT_MEGABYTES + "m",
                "-XX:+ExitOnOutOfMemoryError")));
  }

  /** Returns the first column of each row. */
  List<String> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Stream.Builder<String> values = Stream.builder();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values.build().toList();
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the heap in use behind a full collection, in megabytes. */
  long usedHeap() throws Exception {
    jcmd("GC.run");
    // What comes behind the heap are the classes.
    Matcher used = USED.matcher(jcmd("GC.heap_info").replaceFirst("(?s)Metaspace.*", ""));
    long kilobytes = 0;
    // Some collectors name the heap as a whole, others its parts.
    while (used.find()) {
      kilobytes += Long.parseLong(used.group(1));
    }
    return kilobytes >> 10;
  }

  /**
   * Returns the temporary files of imports and exports that it has open, with a name or without.
   */
  List<String> transferFiles() throws IOException {
    Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
    if (!Files.isDirectory(open)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(open)) {
      return files.map(SmallServer::target).filter(TRANSFER_FILE.asPredicate()).toList();
    }
  }

  /** Ends it and returns all it has printed. */
  List<String> stop() throws InterruptedException {
    process.close();
    printed.join();
    return process.output();
  }

  private static @Nullable String linked(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return null;
    }
  }

  private static String target(Path link) {
    String target = linked(link);
    return target == null ? "" : target;
  }

  private String jcmd(String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String output = String.join("\n", jcmd.inputReader().lines().toList());
    jcmd.waitFor(1, TimeUnit.MINUTES);
    return output;
  }

  /** Reaches the server's embedded database. */
  private Connection connect() throws SQLException {
    try {
      String password = Files.readString(data.resolve("postgres.password")).strip();
      String port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(PORT_LINE);
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:" + port + "/coda", "coda", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
