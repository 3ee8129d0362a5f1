package dev.coda.bridge.mcp;

import dev.coda.bridge.http.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a server's program, without this process's secrets, and ends it with all it started. */
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int LOGGED_CHARACTERS = 500;
  private static final int LOGGED_LINES = 10_000;
  private static final long GRACE_SECONDS = 2;

  private static final int LAST_CHARACTERS = 1_000;
  private static final int SHOWN_CHARACTERS = 500;
  private static final int LAST_LINES = 3;
  private static final Duration ENDING = Duration.ofSeconds(1);
  private static final Pattern SECRET = Pattern.compile("(?i)key|token|secret|passw|credential");

  private final String server;
  private final Process process;
  private final List<String> secrets;
  private final CountDownLatch logged = new CountDownLatch(1);

  /** The end of what it wrote to standard error; guarded by itself. */
  private final StringBuilder last = new StringBuilder();

  private ChildProcess(String server, Process process, List<String> secrets) {
    this.server = server;
    this.process = process;
    this.secrets = secrets;
  }

  static ChildProcess start(String server, ServerEndpoint.Stdio program) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.command()));
    command.addAll(program.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    if (program.directory() != null) {
      builder.directory(program.directory().toFile());
    }
    ChildEnvironment.clean(builder.environment(), program.env());
    ChildProcess child = new ChildProcess(server, builder.start(), secrets(program.env()));
    daemon("coda-mcp-" + server + "-log", child::logErrors);
    return child;
  }

  Process process() {
    return process;
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Closes its input, which is the signal to end, and kills it and the processes that it started if
   * they remain.
   */
  void end(boolean politely) {
    List<ProcessHandle> family =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debug("MCP server {} had closed its input", server);
    }
    boolean ended = false;
    try {
      ended = process.waitFor(politely ? GRACE_SECONDS : 0, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.debug("MCP server {} {}", server, ended ? "ended" : "is killed");
    Stream.concat(family.stream(), process.descendants()).forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns its exit status and its last output, once its output has ended. */
  String ending() {
    try {
      boolean ended = process.waitFor(ENDING.toMillis(), TimeUnit.MILLISECONDS);
      var unused = logged.await(ended ? ENDING.toMillis() : 0, TimeUnit.MILLISECONDS);
      String how = ended ? "ended with code " + process.exitValue() : "closed its output";
      String said = lastLines();
      return said.isEmpty() ? how : how + ": " + said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "has ended";
    }
  }

  private String lastLines() {
    String text;
    synchronized (last) {
      text = last.toString();
    }
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    String said =
        String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    for (String secret : secrets) {
      said = said.replace(secret, "[redacted]");
    }
    return OneLine.of(said, SHOWN_CHARACTERS);
  }

  private static List<String> secrets(Map<String, String> env) {
    return env.entrySet().stream()
        .filter(each -> SECRET.matcher(each.getKey()).find() && each.getValue().length() >= 6)
        .map(Map.Entry::getValue)
        .toList();
  }

  private void remember(String piece) {
    synchronized (last) {
      last.append(piece);
      last.delete(0, Math.max(0, last.length() - LAST_CHARACTERS));
    }
  }

  private void logErrors() {
    try {
      var errors = process.errorReader(StandardCharsets.UTF_8);
      char[] piece = new char[LOGGED_CHARACTERS];
      int lines = 0;
      for (int length = errors.read(piece); length >= 0; length = errors.read(piece)) {
        remember(new String(piece, 0, length));
        if (lines++ < LOGGED_LINES) {
          LOG.debug("MCP server {}: {}", server, new String(piece, 0, length).strip());
        }
      }
    } catch (IOException e) {
      LOG.debug("MCP server {} closed its error output", server);
    } finally {
      logged.countDown();
    }
  }
}
