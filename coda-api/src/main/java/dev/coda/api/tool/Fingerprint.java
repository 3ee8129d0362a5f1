package dev.coda.api.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.coda.api.content.CodaJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprints of JSON that do not depend on the order of its fields. */
final class Fingerprint {
  private static final ObjectWriter SORTED =
      CodaJson.mapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

  private Fingerprint() {}

  static String of(JsonNode value) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(value));
      return HexFormat.of().formatHex(digest);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a JSON tree is always writable, and every Java has it", e);
    }
  }
}
