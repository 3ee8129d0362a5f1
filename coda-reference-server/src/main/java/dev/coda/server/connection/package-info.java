/**
 * The limits of connections: their number, the time that each may take to send a request, and the
 * refusal of requests that two programs could read differently.
 */
@NullMarked
package dev.coda.server.connection;

import org.jspecify.annotations.NullMarked;
