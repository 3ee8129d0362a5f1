package dev.coda.sampletools;

/** Ends a request before its tool is called, with the reply to send. Immutable. */
final class RefusedException extends RuntimeException {
  private final transient Reply reply;

  RefusedException(Reply reply) {
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
