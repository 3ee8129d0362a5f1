package dev.coda.server.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes frames of server-sent events. */
public final class Frames {
  private Frames() {}

  /**
   * Writes one frame.
   *
   * @param event its name; null for none
   */
  public static void write(OutputStream out, @Nullable String event, JsonNode data)
      throws IOException {
    String name = event == null ? "" : "event: " + event + "\n";
    out.write((name + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the last frame of a stream, {@code [DONE]}. */
  public static void done(OutputStream out) throws IOException {
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII));
  }
}
