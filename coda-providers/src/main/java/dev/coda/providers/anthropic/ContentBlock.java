package dev.coda.providers.anthropic;

import java.io.IOException;

/** Receives the pieces of one block of an answer. Confined to one thread at a time. */
interface ContentBlock {
  /** Represents a kind of block that has no place in an answer here. */
  ContentBlock IGNORED =
      new ContentBlock() {
        @Override
        public void delta(StreamFrame.Delta delta) {}

        @Override
        public void close() {}

        @Override
        public void describe(ThinkingState state) {}
      };

  void delta(StreamFrame.Delta delta) throws IOException;

  /** Learns that the block is whole. */
  void close() throws IOException;

  /** Reports what the block is to thinking that comes after it, or is it. */
  void describe(ThinkingState state);
}
