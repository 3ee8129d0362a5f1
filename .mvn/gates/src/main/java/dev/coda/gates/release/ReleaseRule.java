package dev.coda.gates.release;

import java.io.IOException;
import java.util.List;

/** One expectation of each published artifact. */
interface ReleaseRule {

  /** Returns what is wrong with {@code artifact}, each as the end of a sentence about it. */
  List<String> problems(PublishedArtifact artifact) throws IOException;
}
