package dev.coda.server.run;

import org.reactivestreams.Publisher;

/**
 * The body of an answer that shows a run: server-sent events in pieces. Each piece is created when
 * the client has read the earlier ones. Immutable.
 */
public record RunFrames(Publisher<byte[]> pieces) {}
