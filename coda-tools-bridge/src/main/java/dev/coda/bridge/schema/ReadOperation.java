package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a file.
 *
 * @param where its place in the file; empty if the file is the operation
 * @param path as the file gives it
 * @param selected whether it is to become a tool
 * @param own its description in Coda's own format; null if it is not selected or has a problem
 */
record ReadOperation(
    String where, String method, String path, boolean selected, @Nullable ObjectNode own) {
  ReadOperation {
    method = method.toUpperCase(Locale.ROOT);
  }
}
