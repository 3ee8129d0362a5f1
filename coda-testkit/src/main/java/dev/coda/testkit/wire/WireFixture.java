package dev.coda.testkit.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Names one case of a protocol, a file triple on the class path: {@code name.request.json}, {@code
 * name.sse} that answers it, {@code name.events.json} with what that means. Immutable.
 *
 * @param folder where the files are, such as {@code /openai-chat}
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

  /** {@return what a handler hears, in the form of {@link HeardEvents}} */
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
