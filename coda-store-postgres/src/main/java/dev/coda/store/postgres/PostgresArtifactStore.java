package dev.coda.store.postgres;

import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.content.CleanText;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.SessionId;
import dev.coda.api.id.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Stores artifacts as rows, and reads their content piece by piece. Thread-safe. */
final class PostgresArtifactStore implements ArtifactStore {
  private final Database database;
  private final String put;
  private final String find;
  private final String read;

  PostgresArtifactStore(Database database) {
    this.database = database;
    this.put =
        database.sql(
            """
            INSERT INTO {schema}.artifacts (id, session_id, user_id, media_type, name, size, content, created_at)
            SELECT :id, s.id, s.user_id, :media_type, :name, :size, :content, :created_at
            FROM {schema}.sessions s WHERE s.id = :session AND s.user_id = :owner
            """);
    this.find =
        database.sql(
            """
            SELECT id, session_id, user_id, media_type, name, size, created_at FROM {schema}.artifacts
            WHERE id = :id AND user_id = :owner
            """);
    this.read =
        database.sql(
            """
            SELECT substring(content FROM :from FOR :length) AS piece FROM {schema}.artifacts
            WHERE id = :id AND user_id = :owner
            """);
  }

  @Override
  public void put(Artifact artifact, byte[] content) {
    if (artifact.size() != content.length) {
      throw new IllegalArgumentException("the content is not as long as the artifact says");
    }
    int rows =
        database.with(handle ->
            handle
                .createUpdate(put)
                .bind("id", artifact.id().value())
                .bind("session", artifact.sessionId().value())
                .bind("owner", artifact.userId().value())
                .bind("media_type", CleanText.clean(artifact.mediaType()))
                .bind("name", CleanText.cleanOrNull(artifact.name()))
                .bind("size", artifact.size())
                .bind("content", content)
                .bind("created_at", Bind.time(artifact.createdAt()))
                .execute());
    if (rows == 0) {
      throw new StoreException(
          FailureKind.NOT_FOUND, "There is no session " + artifact.sessionId() + ".");
    }
  }

  @Override
  public Optional<Artifact> find(UserId owner, ArtifactId id) {
    return database.with(handle ->
        handle
            .createQuery(find)
            .bind("id", id.value())
            .bind("owner", owner.value())
            .map((row, context) -> artifact(row))
            .findOne());
  }

  @Override
  public Optional<byte[]> read(UserId owner, ArtifactId id, long offset, int length) {
    // PostgreSQL counts bytes from 1, in 32 bits; no artifact is that long.
    int from = (int) Math.min(offset, Integer.MAX_VALUE - 1) + 1;
    return database.with(handle ->
        handle
            .createQuery(read)
            .bind("id", id.value())
            .bind("owner", owner.value())
            .bind("from", from)
            .bind("length", Math.min(length, Integer.MAX_VALUE - from))
            .map((row, context) -> Objects.requireNonNull(row.getBytes("piece")))
            .findOne());
  }

  private static Artifact artifact(ResultSet row) throws SQLException {
    return new Artifact(
        new ArtifactId(Objects.requireNonNull(row.getObject("id", UUID.class))),
        new UserId(Objects.requireNonNull(row.getObject("user_id", UUID.class))),
        new SessionId(Objects.requireNonNull(row.getObject("session_id", UUID.class))),
        Objects.requireNonNull(row.getString("media_type")),
        row.getString("name"),
        row.getLong("size"),
        Rows.time(row, "created_at"));
  }
}
