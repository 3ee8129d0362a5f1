/**
 * Runs an embedded PostgreSQL if {@code DATABASE_URL} is not set. Its data is kept between starts.
 */
@NullMarked
package dev.coda.server.embedded;

import org.jspecify.annotations.NullMarked;
