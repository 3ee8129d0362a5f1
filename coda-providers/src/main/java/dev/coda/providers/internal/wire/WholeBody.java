package dev.coda.providers.internal.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.providers.internal.transport.HttpAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads an answer that is one JSON document. Thread-safe. */
public final class WholeBody {
  private static final int BUFFER = 8192;

  private WholeBody() {}

  /**
   * Reads the document and releases the connection.
   *
   * @param mostBytes its maximum size
   * @throws dev.coda.api.error.ProviderException if the status is not a success, or the body is too
   *     large or not JSON
   */
  public static JsonNode json(String provider, HttpAnswer answer, int mostBytes) {
    if (!answer.head().isSuccess()) {
      throw HttpFailure.of(HttpFailure.kind(answer.head().status()), provider, answer.head(), null);
    }
    try {
      JsonNode document = WireJson.mapper().readTree(bytes(answer, mostBytes));
      answer.release();
      return document;
    } catch (IOException e) {
      throw HttpFailure.of(FailureKind.MALFORMED_RESPONSE, provider, answer.head(), null);
    }
  }

  private static byte[] bytes(HttpAnswer answer, int mostBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
      body.write(buffer, 0, count);
      if (body.size() > mostBytes) {
        throw new IOException("a document of more than " + mostBytes + " bytes");
      }
    }
    return body.toByteArray();
  }
}
