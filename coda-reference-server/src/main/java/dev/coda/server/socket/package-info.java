/** The WebSocket of a session: its frames, and the runs that it shows. */
@NullMarked
package dev.coda.server.socket;

import org.jspecify.annotations.NullMarked;
