/**
 * The server's PostgreSQL: where it is, the server's own tables, and the connection pool over
 * R2DBC.
 */
@NullMarked
package dev.coda.server.database;

import org.jspecify.annotations.NullMarked;
