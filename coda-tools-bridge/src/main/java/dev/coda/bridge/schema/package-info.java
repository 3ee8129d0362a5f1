/**
 * Turns {@code tools/<name>/schema.json} files of any supported format into tools, and follows
 * their changes.
 */
@NullMarked
package dev.coda.bridge.schema;

import org.jspecify.annotations.NullMarked;
