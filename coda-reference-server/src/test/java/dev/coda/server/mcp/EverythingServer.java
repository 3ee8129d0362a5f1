package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.server.fixture.NodeProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** The reference server "everything" of the MCP project. Confined to one thread at a time. */
final class EverythingServer implements AutoCloseable {
  private static final String SCRIPT = "@modelcontextprotocol/server-everything/dist/index.js";

  private final int port;
  private Process process;

  private EverythingServer(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Returns the configuration of the server as a child process. */
  static String stdio() {
    ObjectNode server = CodaJson.mapper().createObjectNode();
    server.put("command", NodeProject.of("mcp").node());
    server.putArray("args").add(NodeProject.of("mcp").script(SCRIPT)).add("stdio");
    return config(server);
  }

  /** Starts the server as a service. */
  static EverythingServer http() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return new EverythingServer(port, start(port));
  }

  /** Returns the configuration of the service. */
  String config() {
    ObjectNode server = CodaJson.mapper().createObjectNode();
    server.put("url", "http://127.0.0.1:" + port + "/mcp");
    server.putArray("allowedAddresses").add("127.0.0.1:" + port);
    return config(server);
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void restart() throws IOException {
    process = start(port);
  }

  @Override
  public void close() {
    kill();
  }

  private static String config(ObjectNode server) {
    server.put("permission", "allow");
    ObjectNode config = CodaJson.mapper().createObjectNode();
    config.putObject("mcpServers").set("everything", server);
    return config.toString();
  }

  private static Process start(int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                NodeProject.of("mcp").node(),
                NodeProject.of("mcp").script(SCRIPT),
                "streamableHttp")
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "mcp-everything.log").toFile());
    builder.environment().put("PORT", Integer.toString(port));
    Process process = builder.start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answers(port));
    return process;
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    } catch (RuntimeException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
