package dev.coda.sampletools.solver;

/** Which way the objective is to go. */
enum Sense {
  MAXIMIZE,
  MINIMIZE
}
