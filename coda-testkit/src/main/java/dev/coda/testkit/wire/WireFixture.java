package dev.coda.testkit.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * One case of a protocol, in three files on the class path: {@code name.request.json}, the answer
 * {@code name.sse}, and {@code name.events.json} with the expected calls of a handler. Immutable.
 *
 * @param folder the folder of the files, such as {@code /openai-chat}
 * @param name the name
 */
public record WireFixture(String folder, String name) {
  /** {@return the body of the request} */
  public JsonNode request() {
    return HeardEvents.tree(bytes(".request.json"));
  }

  /** {@return the body of the answer} */
  public byte[] stream() {
    return bytes(".sse");
  }

  /** {@return the calls of a handler, in the form of {@link HeardEvents}} */
  public JsonNode events() {
    return HeardEvents.tree(bytes(".events.json"));
  }

  private byte[] bytes(String suffix) {
    String path = folder + "/" + name + suffix;
    try (InputStream in = WireFixture.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
