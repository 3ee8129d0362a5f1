package dev.coda.providers.internal.wire;

import dev.langchain4j.agent.tool.ToolExecutionRequest;

/**
 * Receives the output of a stream, piece by piece; no piece is empty. Confined to one thread at a
 * time.
 */
public interface StreamSink {
  /** Receives a piece of the answer's text. */
  void text(String piece);

  /** Receives a piece of the model's thinking. */
  void thinking(String piece);

  /** Receives a piece of the arguments of the tool call at this position, counted from 0. */
  void toolCallPiece(int position, String id, String name, String argumentsPiece);

  /** Receives a complete tool call; only after the provider's finish signal. */
  void toolCall(int position, ToolExecutionRequest call);
}
