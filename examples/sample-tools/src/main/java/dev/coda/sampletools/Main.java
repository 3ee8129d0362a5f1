package dev.coda.sampletools;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Runs the service alone, until the process is ended. Immutable. */
final class Main {
  private static final int DEFAULT_PORT = 8090;

  private Main() {}

  /** Listens where {@code SAMPLE_TOOLS_HOST} and {@code SAMPLE_TOOLS_PORT} say. */
  public static void main(String[] arguments) throws IOException {
    // Before JDK 21 its HTTP server sends a reply in two packets, 40 ms apart on a kept connection.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // It also waits for a slow request for ever unless told otherwise; in seconds.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    String host = System.getenv().getOrDefault("SAMPLE_TOOLS_HOST", "127.0.0.1");
    String port = System.getenv().getOrDefault("SAMPLE_TOOLS_PORT", String.valueOf(DEFAULT_PORT));
    try {
      SampleToolService service =
          SampleToolService.start(new InetSocketAddress(host, Integer.parseInt(port)));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "coda-sample-tools-stop"));
    } catch (BindException | IllegalArgumentException e) {
      System.err.println(
          "Cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "); set SAMPLE_TOOLS_PORT to a free port");
      System.exit(1);
    }
  }
}
