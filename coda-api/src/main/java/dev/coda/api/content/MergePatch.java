package dev.coda.api.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies JSON merge patches (RFC 7396). Thread-safe. */
public final class MergePatch {
  private MergePatch() {}

  /**
   * {@return a value with a patch applied at every depth: members of objects are merged, null
   * removes a member, and anything else replaces what was there} Neither argument changes.
   *
   * @param target the present value; null for none
   * @param patch the merge patch
   */
  public static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode members)) {
      return patch;
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    if (target instanceof ObjectNode before) {
      merged.setAll(before);
    }
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      if (member.getValue().isNull()) {
        merged.remove(member.getKey());
      } else {
        merged.set(member.getKey(), apply(merged.get(member.getKey()), member.getValue()));
      }
    }
    return merged;
  }
}
