package dev.coda.server.run;

import org.reactivestreams.Publisher;

/**
 * The body of an answer that shows a run: server-sent events in pieces, each of which is made when
 * the client has taken those before. Immutable.
 */
public record RunFrames(Publisher<byte[]> pieces) {}
