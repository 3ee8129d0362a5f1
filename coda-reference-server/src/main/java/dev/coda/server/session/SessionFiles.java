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
import dev.coda.server.idempotency.OncePerKey;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.types.files.StreamedFile;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

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
  private final TransferLimits limits;
  private final OncePerKey once;

  SessionFiles(
      SessionExport exporter, SessionImport importer, TransferLimits limits, OncePerKey once) {
    this.exporter = exporter;
    this.importer = importer;
    this.limits = limits;
    this.once = once;
  }

  StreamedFile write(UserId owner, SessionId session, boolean markdown) {
    TransferLimits.Transfer transfer = limits.begin(owner);
    try {
      TemporaryFile file = TemporaryFile.create("coda-export-");
      try {
        limits.inTurn(() -> export(owner, session, markdown, file));
        return new StreamedFile(
            endingWith(file, transfer),
            markdown
                ? MediaType.of("text/markdown;charset=utf-8")
                : MediaType.APPLICATION_JSON_TYPE,
            System.currentTimeMillis(),
            file.size());
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      transfer.close();
      throw new UncheckedIOException("session " + session + " could not be written to a file", e);
    } catch (RuntimeException e) {
      transfer.close();
      throw e;
    }
  }

  /**
   * Makes a session of a file.
   *
   * @param key of equal files with one key, one is imported; null imports it in any case
   */
  SessionView read(UserId owner, @Nullable String key, long announced, InputStream body) {
    if (announced > MAX_BYTES) {
      throw tooLarge();
    }
    try (TransferLimits.Transfer transfer = limits.begin(owner);
        SentFile file = SentFile.receive("coda-import-", body, MAX_BYTES, SessionFiles::tooLarge)) {
      return once.answer(
          owner,
          key,
          "POST /api/v1/sessions/import",
          file.digest(),
          SessionView.class,
          () -> SessionView.of(load(owner, file)));
    } catch (MalformedArchiveException e) {
      throw e.place()
          .map(place -> ProblemException.invalid(place, e.reason()))
          .orElseGet(() -> ProblemException.of(ErrorCode.VALIDATION_FAILED, e.reason()));
    } catch (ArchiveTooLargeException e) {
      throw ProblemException.of(ErrorCode.PAYLOAD_TOO_LARGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("an import could not be stored in a file", e);
    }
  }

  private Session load(UserId owner, SentFile file) {
    try {
      return limits.inTurn(() -> importer.load(owner, file::input));
    } catch (IOException e) {
      throw new UncheckedIOException("an import could not be read from its file", e);
    }
  }

  private TemporaryFile export(
      UserId owner, SessionId session, boolean markdown, TemporaryFile file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(file.output(), BUFFER)) {
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

  private static InputStream endingWith(TemporaryFile file, TransferLimits.Transfer transfer) {
    return new FilterInputStream(file.input()) {
      @Override
      public void close() throws IOException {
        transfer.close();
        file.close();
      }
    };
  }
}
