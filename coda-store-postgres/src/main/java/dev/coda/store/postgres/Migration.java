package dev.coda.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One step of the tables' history: a file of SQL statements in the folder {@code migration}.
 *
 * @param version the number that the file's name begins with
 */
record Migration(String version, String file) {
  /**
   * Names a file.
   *
   * @param file such as {@code V4__speakers.sql}
   */
  static Migration of(String file) {
    return new Migration(file.substring(1, file.indexOf("__")), file);
  }

  String sql() {
    try (InputStream in = Migration.class.getResourceAsStream("migration/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
