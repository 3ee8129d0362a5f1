package dev.coda.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Marks the parts of a prompt that are worth caching: tools and instructions, which outlive a
 * conversation, and the last message of the user, with which the next request begins.
 *
 * @see <a href="https://platform.claude.com/docs/en/build-with-claude/prompt-caching">Prompt
 *     caching</a>
 */
final class PromptCache {
  private final @Nullable String ttl;

  private PromptCache(@Nullable String ttl) {
    this.ttl = ttl;
  }

  /**
   * @param ttl how long it stays cached; null for the default
   */
  static void mark(ObjectNode body, @Nullable String ttl) {
    new PromptCache(ttl).mark(body);
  }

  private void mark(ObjectNode body) {
    markLast(body.path("tools"));
    ConversationWriter.asBlocks(body, "system");
    markLast(body.path("system"));
    JsonNode messages = body.path("messages");
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i) instanceof ObjectNode message
          && message.path("role").asText().equals("user")) {
        ConversationWriter.asBlocks(message, "content");
        markLast(message.path("content"));
        return;
      }
    }
  }

  private void markLast(JsonNode blocks) {
    if (blocks.path(blocks.size() - 1) instanceof ObjectNode last) {
      ObjectNode control = last.putObject("cache_control").put("type", "ephemeral");
      if (ttl != null) {
        control.put("ttl", ttl);
      }
    }
  }
}
