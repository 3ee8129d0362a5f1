package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.artifact.Artifact;
import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.error.FailureKind;
import dev.coda.api.id.ArtifactId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.util.Optional;

/** Lets a model read parts of its conversation's artifacts. Thread-safe. */
public final class ArtifactTool implements Tool {
  /** The name by which models call it. */
  public static final String NAME = "read_artifact";

  private static final int LENGTH = 8_000;
  private static final ToolSpec SPEC =
      ToolSpec.builder(NAME)
          .description(
              "Reads a part of a tool's result that was too large to be shown: of the artifact that"
                  + " the result names.")
          .inputSchema(
              """
              {"type": "object", "required": ["artifact_id"], "additionalProperties": false, "properties": {
                "artifact_id": {"type": "string"},
                "offset": {"type": "integer", "minimum": 0, "default": 0,
                  "description": "The first byte to read; next_offset of the part before."},
                "length": {"type": "integer", "minimum": 1, "maximum": 32000, "default": 8000,
                  "description": "How many bytes to read at most."}}}
              """)
          .readOnly(true)
          .build();

  private final ArtifactStore artifacts;

  private ArtifactTool(ArtifactStore artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * Reads from this store.
   *
   * @param artifacts the store of artifacts
   * @return the tool
   */
  public static ArtifactTool reading(ArtifactStore artifacts) {
    return new ArtifactTool(artifacts);
  }

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) {
    Optional<Artifact> found = find(input.path("artifact_id").asText(), context);
    if (found.isEmpty()) {
      return ToolResult.error(
          FailureKind.NOT_FOUND, "There is no such artifact in this conversation.");
    }
    Artifact artifact = found.get();
    if (!TextExcerpt.isText(artifact.mediaType())) {
      return ToolResult.error(
          FailureKind.UNSUPPORTED,
          "The artifact is %s, which is not text.".formatted(artifact.mediaType()));
    }
    long offset = input.path("offset").asLong();
    int length = input.path("length").asInt(LENGTH);
    byte[] bytes =
        artifacts.read(context.userId(), artifact.id(), offset, length).orElse(new byte[0]);
    boolean last = offset + bytes.length >= artifact.size();
    TextExcerpt piece = TextExcerpt.of(bytes, offset == 0, last);
    ObjectNode part =
        JsonNodeFactory.instance
            .objectNode()
            .put("text", piece.text())
            .put("offset", offset + piece.skipped())
            .put("size", artifact.size());
    return ToolResult.ok(last ? part : part.put("next_offset", offset + piece.consumed()));
  }

  /** An artifact of another conversation is none, though its owner is the same. */
  private Optional<Artifact> find(String id, ToolContext context) {
    try {
      return artifacts
          .find(context.userId(), ArtifactId.of(id))
          .filter(artifact -> artifact.sessionId().equals(context.sessionId()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
