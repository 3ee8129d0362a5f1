package dev.coda.core.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.content.CodaJson;
import dev.coda.api.content.JsonSize;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.StoreException;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.id.IdSource;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolFile;
import dev.coda.api.tool.ToolResult;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores results that are too large for a conversation as artifacts, and gives the model a
 * description and their beginning instead. Thread-safe.
 */
public final class ArtifactKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(ArtifactKeeper.class);
  private static final int HEAD_CHARACTERS = 2000;

  private final ArtifactStore store;
  private final IdSource ids;
  private final Clock clock;
  private final int maxBytes;

  private ArtifactKeeper(ArtifactStore store, IdSource ids, Clock clock, int maxBytes) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  /**
   * Keeps artifacts in this store.
   *
   * @param store the store
   * @param ids the source of ids
   * @param clock the time
   * @param maxBytes the maximum bytes of a result in a conversation, as JSON
   * @return the keeper
   */
  public static ArtifactKeeper in(ArtifactStore store, IdSource ids, Clock clock, int maxBytes) {
    return new ArtifactKeeper(store, ids, clock, maxBytes);
  }

  /**
   * The form of a result in the conversation. Immutable.
   *
   * @param summary whether it is only a description of the result and its beginning
   */
  record Kept(ToolResult result, boolean summary) {}

  /** Stores the parts of a successful result that are too large for a conversation. */
  Kept keep(JsonNode output, ToolResult result, ToolContext context) {
    try {
      return result.file() == null
          ? keep(MediaParts.replace(output, file -> inside(file, context)), context)
          : new Kept(ToolResult.ok(kept(result.file(), context)), true);
    } catch (StoreException e) {
      LOG.warn("A result of run {} could not be kept: {}", context.runId(), e.getMessage());
      return new Kept(
          ToolResult.error(
              e.kind(),
              result.file() == null
                  ? "The result is too large to be shown, and could not be kept."
                  : "The result is a file and could not be kept.",
              e.getMessage()),
          true);
    }
  }

  private Kept keep(JsonNode output, ToolContext context) {
    if (JsonSize.isAtMost(maxBytes, output)) {
      return new Kept(ToolResult.ok(output), false);
    }
    byte[] written = written(output);
    if (written.length <= maxBytes) {
      return new Kept(ToolResult.ok(output), false);
    }
    ToolFile file =
        output.isTextual()
            ? new ToolFile("text/plain", null, output.textValue().getBytes(StandardCharsets.UTF_8))
            : new ToolFile("application/json", null, written);
    return new Kept(ToolResult.ok(keep(file, context)), true);
  }

  /** A call outside a conversation receives a file as bytes if a conversation could hold it. */
  private JsonNode kept(ToolFile file, ToolContext context) {
    Optional<ObjectNode> summary =
        file.content().length <= maxBytes / 4 * 3
            ? inside(file, context)
            : Optional.of(keep(file, context));
    return summary.orElseGet(() -> {
      ObjectNode part =
          JsonNodeFactory.instance
              .objectNode()
              .put("type", "media")
              .put("mime_type", file.mediaType())
              .put("data", Base64.getEncoder().encodeToString(file.content()));
      return file.name() == null ? part : part.put("name", file.name());
    });
  }

  /** A call outside a conversation receives the bytes themselves. */
  private Optional<ObjectNode> inside(ToolFile file, ToolContext context) {
    try {
      return Optional.of(keep(file, context));
    } catch (StoreException e) {
      if (e.kind() == FailureKind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private ObjectNode keep(ToolFile file, ToolContext context) {
    Artifact artifact =
        new Artifact(
            new ArtifactId(ids.next()),
            context.userId(),
            context.sessionId(),
            file.mediaType(),
            file.name(),
            file.content().length,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    store.put(artifact, file.content());
    return summary(artifact, file);
  }

  private static ObjectNode summary(Artifact artifact, ToolFile file) {
    ObjectNode summary =
        JsonNodeFactory.instance
            .objectNode()
            .put("artifact_id", artifact.id().toString())
            .put("media_type", artifact.mediaType())
            .put("size", artifact.size());
    if (artifact.name() != null) {
      summary.put("name", artifact.name());
    }
    if (!TextExcerpt.isText(artifact.mediaType())) {
      return summary.put("note", "This is not text; the user can open it.");
    }
    return summary
        .put("head", TextExcerpt.head(file.content(), HEAD_CHARACTERS))
        .put("note", "Only the head is shown; " + ArtifactTool.NAME + " reads the rest.");
  }

  private static byte[] written(JsonNode output) {
    try {
      return CodaJson.mapper().writeValueAsBytes(output);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree is always writable", e);
    }
  }
}
