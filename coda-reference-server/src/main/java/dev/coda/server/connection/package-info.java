/**
 * Connections before they are requests: how many there may be, how long each may take to send what
 * it has begun, and what is refused because two programs could read it differently.
 */
@NullMarked
package dev.coda.server.connection;

import org.jspecify.annotations.NullMarked;
