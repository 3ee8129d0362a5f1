package dev.coda.server.session;

import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import dev.coda.api.session.Session;
import dev.coda.core.history.ArchiveTooLargeException;
import dev.coda.core.history.MalformedArchiveException;
import dev.coda.core.history.SessionExport;
import dev.coda.core.history.SessionImport;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.MediaType;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.server.types.files.StreamedFile;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Passes sessions through temporary files: memory stays flat whatever their size, a client that
 * reads or sends slowly holds no connection to the database, and a failure is still a clean answer.
 * Thread-safe.
 */
@Singleton
class SessionFiles {
  static final int MAX_BYTES = 64 << 20;

  private static final int BUFFER = 1 << 16;

  private final SessionExport exporter;
  private final SessionImport importer;
  private final TransferSlots slots;

  SessionFiles(SessionExport exporter, SessionImport importer, TransferSlots slots) {
    this.exporter = exporter;
    this.importer = importer;
    this.slots = slots;
  }

  StreamedFile write(UserId owner, SessionId session, boolean markdown) {
    try {
      Path file = Files.createTempFile("coda-export-", null);
      try {
        slots.in(() -> export(owner, session, markdown, file));
        long length = Files.size(file);
        InputStream in = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        return new StreamedFile(
            in,
            markdown
                ? MediaType.of("text/markdown;charset=utf-8")
                : MediaType.APPLICATION_JSON_TYPE,
            System.currentTimeMillis(),
            length);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("session " + session + " could not be written to a file", e);
    }
  }

  Session read(UserId owner, InputStream body) {
    try {
      Path file = Files.createTempFile("coda-import-", null);
      try {
        spool(body, file);
        return slots.in(() -> importer.load(owner, () -> Files.newInputStream(file)));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (MalformedArchiveException e) {
      throw e.place()
          .map(place -> ProblemException.invalid(place, e.reason()))
          .orElseGet(() -> ProblemException.of(ErrorCode.VALIDATION_FAILED, e.reason()));
    } catch (ArchiveTooLargeException e) {
      throw ProblemException.of(ErrorCode.PAYLOAD_TOO_LARGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      if (e.getCause() instanceof ContentLengthExceededException) {
        throw tooLarge();
      }
      throw new UncheckedIOException("an import could not be read", e);
    }
  }

  private Path export(UserId owner, SessionId session, boolean markdown, Path file)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      if (markdown) {
        exporter.markdown(owner, session, out);
      } else {
        exporter.json(owner, session, out);
      }
    }
    return file;
  }

  private static ProblemException tooLarge() {
    return ProblemException.of(ErrorCode.PAYLOAD_TOO_LARGE, "An import has at most 64 MiB.");
  }

  /**
   * Counts what arrives, since a compressed body is larger than its headers say. What is too much
   * is read to its end all the same: many clients look for an answer only once they have sent all.
   */
  private static void spool(InputStream body, Path file) throws IOException {
    long total = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        total += read;
        if (total <= MAX_BYTES) {
          out.write(buffer, 0, read);
        }
      }
    }
    if (total > MAX_BYTES) {
      throw tooLarge();
    }
  }
}
