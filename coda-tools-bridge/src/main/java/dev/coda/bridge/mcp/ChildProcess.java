package dev.coda.bridge.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a server's program, without this process's secrets, and ends it with all it started. */
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int LOGGED_CHARACTERS = 500;
  private static final int LOGGED_LINES = 10_000;
  private static final long GRACE_SECONDS = 2;

  private final String server;
  private final Process process;

  private ChildProcess(String server, Process process) {
    this.server = server;
    this.process = process;
  }

  static ChildProcess start(String server, ServerEndpoint.Stdio program) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.command()));
    command.addAll(program.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    if (program.directory() != null) {
      builder.directory(program.directory().toFile());
    }
    ChildEnvironment.clean(builder.environment(), program.env());
    ChildProcess child = new ChildProcess(server, builder.start());
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

  /** Closes its input, which tells it to end, and kills what is left of it and what it started. */
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

  private void logErrors() {
    try {
      var lines = process.errorReader(StandardCharsets.UTF_8);
      char[] piece = new char[LOGGED_CHARACTERS];
      int logged = 0;
      for (int length = lines.read(piece); length >= 0; length = lines.read(piece)) {
        if (logged++ < LOGGED_LINES) {
          LOG.debug("MCP server {}: {}", server, new String(piece, 0, length).strip());
        }
      }
    } catch (IOException e) {
      LOG.debug("MCP server {} closed its error output", server);
    }
  }
}
