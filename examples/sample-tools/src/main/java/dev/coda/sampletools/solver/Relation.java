package dev.coda.sampletools.solver;

/** How the left side of a constraint compares with its value. */
enum Relation {
  AT_MOST,
  AT_LEAST,
  EQUAL
}
