package dev.coda.server.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Adds a bearer token to each request, for a client that has no way to send one. */
final class AuthorizingProxy implements AutoCloseable {
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket listener;
  private final URI target;
  private final String token;

  private AuthorizingProxy(ServerSocket listener, URI target, String token) {
    this.listener = listener;
    this.target = target;
    this.token = token;
  }

  static AuthorizingProxy start(URI target, String token) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    AuthorizingProxy proxy = new AuthorizingProxy(listener, target, token);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  URI uri() {
    return URI.create("http://localhost:" + listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** One request a connection: both sides say so. */
  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(target.getHost(), target.getPort())) {
      String head = head(client.getInputStream());
      String more = "\r\nAuthorization: Bearer " + token + "\r\nConnection: close" + END_OF_HEAD;
      String kept =
          head.substring(0, head.length() - END_OF_HEAD.length())
              .replaceAll("(?i)\r\nconnection: [^\r]*", "");
      server.getOutputStream().write((kept + more).getBytes(StandardCharsets.ISO_8859_1));
      Thread.ofVirtual().start(() -> pipe(client, server));
      copy(server.getInputStream(), client.getOutputStream());
    } catch (IOException e) {
      // Either side hung up.
    }
  }

  private static String head(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
      int each = input.read();
      if (each < 0) {
        throw new IOException("no request");
      }
      head.write(each);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void pipe(Socket from, Socket to) {
    try {
      copy(from.getInputStream(), to.getOutputStream());
    } catch (IOException e) {
      // Either side hung up.
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[8192];
    for (int length = from.read(piece); length >= 0; length = from.read(piece)) {
      to.write(piece, 0, length);
      to.flush();
    }
  }
}
