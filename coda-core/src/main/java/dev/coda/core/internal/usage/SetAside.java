package dev.coda.core.internal.usage;

import java.math.BigDecimal;

/** An amount that a ledger has reserved. Its state belongs to the ledger's monitor. */
final class SetAside {
  final int steps;
  final int toolCalls;
  final long tokens;
  final BigDecimal costUsd;
  boolean open = true;

  SetAside(int steps, int toolCalls, long tokens, BigDecimal costUsd) {
    this.steps = steps;
    this.toolCalls = toolCalls;
    this.tokens = tokens;
    this.costUsd = costUsd;
  }
}
