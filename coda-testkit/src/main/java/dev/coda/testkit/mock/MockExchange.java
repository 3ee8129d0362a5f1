package dev.coda.testkit.mock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request and the state of its connection. Thread-safe. */
public final class MockExchange {
  private final MockRequest request;
  private final CompletableFuture<Long> clientClosed = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch played = new CountDownLatch(1);
  private volatile boolean complete;
  private volatile boolean cut;

  MockExchange(MockRequest request) {
    this.request = request;
  }

  /** {@return the request} */
  public MockRequest request() {
    return request;
  }

  /** {@return whether the whole reply has been sent, without a stall or a cut} */
  public boolean isComplete() {
    return complete;
  }

  /** {@return whether the client has closed the connection} */
  public boolean isClosedByClient() {
    return clientClosed.isDone();
  }

  /**
   * Waits until the client has closed the connection of this exchange, by FIN or RST.
   *
   * @param atMost the longest time to wait
   * @return the time at which the close was noticed, in {@link System#nanoTime()}
   * @throws AssertionError if the connection is still open after this time
   */
  public long awaitClientClose(Duration atMost) {
    try {
      return clientClosed.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("The client keeps its connection open after " + atMost + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * This side closes the connection, so what the reading thread sees next is not a client's doing.
   */
  void cutHere() {
    cut = true;
  }

  void connectionEnded() {
    if (!cut) {
      clientClosed.complete(System.nanoTime());
    }
    ended.countDown();
  }

  void awaitEndOfConnection() throws InterruptedException {
    ended.await();
  }

  void ended(boolean asScripted) {
    complete = asScripted;
  }

  void played() {
    played.countDown();
  }

  void awaitPlayed() throws InterruptedException {
    played.await();
  }
}
