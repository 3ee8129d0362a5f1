/**
 * Turns {@code tools/<name>/schema.json} files into tools, whatever format they are in, and keeps
 * up with their changes.
 */
@NullMarked
package dev.coda.bridge.schema;

import org.jspecify.annotations.NullMarked;
