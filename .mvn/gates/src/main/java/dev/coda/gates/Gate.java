package dev.coda.gates;

import java.util.List;

/** One rule, judged file by file. Called from several threads at once. */
interface Gate {

  /**
   * Returns what is wrong with {@code source}; empty when nothing is, or the rule is not for it.
   */
  List<Finding> check(Source source);

  /** Returns the text as the rule wants it; the same text where only a person can put it right. */
  default String fix(Source source) {
    return source.text();
  }
}
