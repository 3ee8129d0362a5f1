package dev.coda.core;

import dev.coda.api.session.Stores;
import java.util.concurrent.CountDownLatch;

/** Pauses its process, as SIGSTOP does, until it may continue. */
final class PausedStores extends RunStoreWrapper {
  private volatile CountDownLatch open = new CountDownLatch(0);

  PausedStores(Stores inner) {
    super(inner);
  }

  void stop() {
    open = new CountDownLatch(1);
  }

  void goOn() {
    open.countDown();
  }

  @Override
  void before(boolean commit) {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
