package dev.coda.api.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.JsonSize;
import dev.coda.api.content.MergePatch;
import dev.coda.api.id.MessageId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of some fields of a session. A field that is not set stays as it is; a field that is set
 * to null is cleared. Confined to one thread at a time.
 */
public final class SessionChange {
  private final Field<String> title = new Field<>();
  private final Field<String> modelProvider = new Field<>();
  private final Field<String> modelName = new Field<>();
  private final Field<String> systemPrompt = new Field<>();
  private final Field<String> contextSummary = new Field<>();
  private final Field<JsonNode> metadata = new Field<>();
  private @Nullable ObjectNode metadataPatch;
  private final Field<MessageId> headMessageId = new Field<>();

  /** Begins without a change. */
  public SessionChange() {}

  /**
   * Starts a change without any fields.
   *
   * @return the change
   */
  public static SessionChange create() {
    return new SessionChange();
  }

  /**
   * Sets the title.
   *
   * @param value the title
   * @return this change
   */
  public SessionChange title(@Nullable String value) {
    title.set(value);
    return this;
  }

  /**
   * Sets the default provider.
   *
   * @param value the default provider
   * @return this change
   */
  public SessionChange modelProvider(@Nullable String value) {
    modelProvider.set(value);
    return this;
  }

  /**
   * Sets the default model.
   *
   * @param value the default model
   * @return this change
   */
  public SessionChange modelName(@Nullable String value) {
    modelName.set(value);
    return this;
  }

  /**
   * Sets the instructions.
   *
   * @param value the instructions
   * @return this change
   */
  public SessionChange systemPrompt(@Nullable String value) {
    systemPrompt.set(value);
    return this;
  }

  /**
   * Sets the summary of the messages before the context window.
   *
   * @param value the summary
   * @return this change
   */
  public SessionChange contextSummary(@Nullable String value) {
    contextSummary.set(value);
    return this;
  }

  /**
   * Replaces the metadata; null empties it.
   *
   * @param value the new metadata; null empties it
   * @return this change
   */
  public SessionChange metadata(@Nullable JsonNode value) {
    metadata.set(value);
    return this;
  }

  /**
   * Merges into the metadata as a JSON merge patch does (RFC 7396), at every depth. {@link
   * #applyTo} then refuses metadata that grows beyond {@link SessionLimits#METADATA_BYTES}.
   *
   * @param patch the merge patch
   * @return this change
   */
  public SessionChange mergeMetadata(ObjectNode patch) {
    metadataPatch = patch;
    return this;
  }

  /**
   * Puts another branch in view.
   *
   * @param value the last message of the branch
   * @return this change
   */
  public SessionChange headMessageId(@Nullable MessageId value) {
    headMessageId.set(value);
    return this;
  }

  /**
   * {@return the session with this change, updated at this time}
   *
   * @param session the session
   * @param now the time
   * @throws IllegalArgumentException if metadata that is merged becomes too large
   */
  public Session applyTo(Session session, Instant now) {
    return session.toBuilder()
        .title(title.or(session.title()))
        .modelProvider(modelProvider.or(session.modelProvider()))
        .modelName(modelName.or(session.modelName()))
        .systemPrompt(systemPrompt.or(session.systemPrompt()))
        .contextSummary(contextSummary.or(session.contextSummary()))
        .metadata(metadataAfter(session.metadata()))
        .headMessageId(headMessageId.or(session.headMessageId()))
        .updatedAt(now)
        .build();
  }

  private JsonNode metadataAfter(JsonNode current) {
    JsonNode replaced =
        Objects.requireNonNullElseGet(metadata.or(current), JsonNodeFactory.instance::objectNode);
    if (metadataPatch == null) {
      return replaced;
    }
    JsonNode merged = MergePatch.apply(replaced, metadataPatch);
    long size = JsonSize.bytes(merged);
    if (size > SessionLimits.METADATA_BYTES && size > JsonSize.bytes(current)) {
      throw new IllegalArgumentException(
          "metadata would have more than %d bytes".formatted(SessionLimits.METADATA_BYTES));
    }
    return merged;
  }

  private static final class Field<T> {
    private boolean named;
    private @Nullable T value;

    void set(@Nullable T newValue) {
      named = true;
      value = newValue;
    }

    @Nullable T or(@Nullable T current) {
      return named ? value : current;
    }
  }
}
