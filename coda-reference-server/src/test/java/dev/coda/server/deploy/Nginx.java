package dev.coda.server.deploy;

import dev.coda.server.fixture.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real nginx with the configuration of {@code deploy/}. Confined to one thread at a time. */
public final class Nginx implements AutoCloseable {
  private static final String SERVERS = "${CODA_SERVERS}";

  private final Process process;
  private final Path folder;
  private final int port;

  private Nginx(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it before some servers, with a folder of its own. */
  public static Nginx start(Path folder, URI... servers) throws IOException, InterruptedException {
    Command.require("nginx", "nginx-light");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Files.writeString(Files.createDirectories(folder.resolve("ui")).resolve("index.html"), "<p>");
    Path configuration = configure(folder, "127.0.0.1:" + port, List.of(servers));
    Command checked = Command.run(folder, Map.of(), command("-t", configuration, folder));
    if (checked.exitCode() != 0) {
      throw new AssertionError(checked.output());
    }
    Process process =
        new ProcessBuilder(command("-q", configuration, folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, folder, port);
    nginx.awaitOpen();
    return nginx;
  }

  /** Returns where it answers. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Returns the requests that it has answered, one a line: the address of the server, or of each
   * that was tried, the method, the path, and the status.
   */
  public List<String> answered() throws IOException {
    return Files.readAllLines(folder.resolve("access.log"));
  }

  private static String[] command(String option, Path configuration, Path folder) {
    return new String[] {"nginx", option, "-c", configuration.toString(), "-p", folder.toString()};
  }

  /** What the image of nginx has around the file. */
  private static Path configure(Path folder, String listen, List<URI> servers) throws IOException {
    // The name of the one service represents all of its addresses; here they differ by port.
    List<String> site =
        DeployFiles.text("nginx/default.conf.template")
            .replace("${CODA_LISTEN}", listen)
            .replace("${CODA_UI}", folder.resolve("ui").toString())
            .lines()
            .flatMap(line -> line.contains(SERVERS) ? each(line, servers) : Stream.of(line))
            .toList();
    Files.write(folder.resolve("default.conf"), site);
    Files.createDirectories(folder.resolve("tmp"));
    return Files.writeString(
        folder.resolve("nginx.conf"),
        """
        daemon off;
        master_process off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr;
        events {}
        http {
          log_format answered '$upstream_addr $request_method $uri $status';
          access_log access.log answered;
          types { text/html html; }
          client_body_temp_path tmp/a;
          proxy_temp_path tmp/b;
          fastcgi_temp_path tmp/c;
          uwsgi_temp_path tmp/d;
          scgi_temp_path tmp/e;
          include default.conf;
        }
        """);
  }

  private static Stream<String> each(String line, List<URI> servers) {
    return servers.stream().map(server -> line.replace(SERVERS, "127.0.0.1:" + server.getPort()));
  }

  private void awaitOpen() throws IOException, InterruptedException {
    while (process.isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("nginx ended with " + process.waitFor());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
