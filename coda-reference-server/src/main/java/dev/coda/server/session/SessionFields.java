package dev.coda.server.session;

/** The most characters each text of a session may have. */
final class SessionFields {
  static final int TITLE = 500;
  static final int MODEL_PROVIDER = 50;
  static final int MODEL_NAME = 100;
  static final int SYSTEM_PROMPT = 100_000;

  private SessionFields() {}
}
