package dev.coda.server.embedded;

import dev.coda.server.config.PrivateAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PostgreSQL and its programs print, in a file. Thread-safe. */
record PostgresLog(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLog.class);
  private static final Pattern FATAL =
      Pattern.compile("(?:FATAL|PANIC|initdb: error|pg_ctl: error|pg_ctl):\\s+(.+)");

  /** What PostgreSQL answers to clients while it starts or stops, which is not why it failed. */
  private static final Pattern PASSING =
      Pattern.compile(
          "the database system is .*|terminating .*|waiting for server .*|could not start server"
              + "|another server might be running.*");

  private static final int MOST_READ = 256 * 1024;

  /** Creates the file, private to its owner. */
  void create() throws IOException {
    if (Files.notExists(file)) {
      Files.createFile(file, PrivateAccess.ofNewFile(file));
    }
    PrivateAccess.tighten(file);
  }

  /** Returns how much there is, to read later what was added. */
  long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      LOG.debug("Cannot read the size of {}", file, e);
      return 0;
    }
  }

  /** Returns the line that says why PostgreSQL ended, among those added since a size. */
  Optional<String> decisiveLine(long since) {
    List<String> lines = read(since).lines().filter(line -> !line.isBlank()).toList();
    Optional<String> fatal =
        lines.stream()
            .map(FATAL::matcher)
            .filter(Matcher::find)
            .map(match -> match.group(1).strip())
            .filter(line -> !PASSING.matcher(line).matches())
            .findFirst();
    return fatal.or(
        () -> Stream.of(lines).filter(each -> !each.isEmpty()).map(List::getLast).findFirst());
  }

  private String read(long since) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(MOST_READ);
      channel.position(since);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Reads on until the buffer is full or the file ends.
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.debug("Cannot read {}", file, e);
      return "";
    }
  }
}
