package dev.coda.server.run;

/** The reason why the stream of a viewer ends. */
public enum ViewerEnd {
  /** The run has ended, or its protocol shows no more of it, and the viewer has all of that. */
  RUN_ENDED,
  /** The viewer's sign-in has ended. */
  SIGN_IN_ENDED,
  /** The viewer does not read what it was sent. */
  NOT_READING,
  /** This server stops; another one can show the rest. */
  SERVER_STOPPING
}
