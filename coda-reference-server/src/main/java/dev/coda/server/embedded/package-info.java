/**
 * Runs a real PostgreSQL beside the server when no {@code DATABASE_URL} is given, its data kept
 * between starts.
 */
@NullMarked
package dev.coda.server.embedded;

import org.jspecify.annotations.NullMarked;
