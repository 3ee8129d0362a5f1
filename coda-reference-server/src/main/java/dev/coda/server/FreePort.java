package dev.coda.server;

import dev.coda.server.config.StartupException;
import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.net.ServerSocket;

/** Finds out whether the server could listen. */
final class FreePort {
  private static final int DEFAULT = 8080;

  private FreePort() {}

  static void require(PropertyResolver settings) {
    int port = settings.getProperty("coda.port", Integer.class).orElse(DEFAULT);
    try (ServerSocket socket = new ServerSocket(port)) {
      socket.setReuseAddress(true);
    } catch (IOException | IllegalArgumentException e) {
      throw new StartupException(
          "Port " + port + " cannot be used (" + e.getMessage() + "); set CODA_PORT to another.",
          e);
    }
  }
}
