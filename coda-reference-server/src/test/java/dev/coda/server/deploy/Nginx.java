package dev.coda.server.deploy;

import dev.coda.server.fixture.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real nginx with the configuration of {@code deploy/}. Confined to one thread at a time. */
final class Nginx implements AutoCloseable {
  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it before a server, with a folder of its own. */
  static Nginx start(Path folder, URI server) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Files.writeString(Files.createDirectories(folder.resolve("ui")).resolve("index.html"), "<p>");
    Path configuration = configure(folder, "127.0.0.1:" + port, "127.0.0.1:" + server.getPort());
    Command checked = Command.run(folder, Map.of(), command("-t", configuration, folder));
    if (checked.exitCode() != 0) {
      throw new AssertionError(checked.output());
    }
    Process process =
        new ProcessBuilder(command("-q", configuration, folder))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    nginx.awaitOpen();
    return nginx;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String[] command(String option, Path configuration, Path folder) {
    return new String[] {"nginx", option, "-c", configuration.toString(), "-p", folder.toString()};
  }

  /** What the image of nginx has around the file. */
  private static Path configure(Path folder, String listen, String servers) throws IOException {
    String site =
        DeployFiles.text("nginx/default.conf.template")
            .replace("${CODA_LISTEN}", listen)
            .replace("${CODA_SERVERS}", servers)
            .replace("${CODA_UI}", folder.resolve("ui").toString());
    Files.writeString(folder.resolve("default.conf"), site);
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
          access_log off;
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
