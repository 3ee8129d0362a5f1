package dev.coda.testkit.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries bytes one way. One thread reads and stamps them with the time at which they may continue,
 * another writes them then, so that latency delays without narrowing. Confined to one thread at a
 * time.
 */
final class Pipe {
  private static final int CHUNK = 16 * 1024;
  private static final int QUEUED = 64;
  private static final long TICKS = 50;
  private static final Chunk END = new Chunk(0, ByteBuffer.allocate(0));

  private final FaultProxy proxy;
  private final ProxiedConnection connection;
  private final Socket from;
  private final Socket to;
  private final boolean fromTarget;
  private final AtomicLong counter;
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUED);
  private long passed;

  /** Bytes with the time at which they may continue; no bytes for the end. */
  private record Chunk(long dueNanos, ByteBuffer bytes) {}

  Pipe(FaultProxy proxy, ProxiedConnection connection, Socket from, Socket to, boolean fromTarget) {
    this.proxy = proxy;
    this.connection = connection;
    this.from = from;
    this.to = to;
    this.fromTarget = fromTarget;
    this.counter = proxy.counter(fromTarget);
  }

  void start() {
    proxy.onThread(() -> guarded(this::read));
    proxy.onThread(() -> guarded(this::write));
  }

  private void read() throws IOException, InterruptedException {
    byte[] buffer = new byte[CHUNK];
    int count;
    do {
      count = from.getInputStream().read(buffer);
      byte[] bytes = Arrays.copyOf(buffer, Math.max(0, count));
      long due = System.nanoTime() + proxy.faults().latency().toNanos();
      queue.put(new Chunk(due, ByteBuffer.wrap(bytes)));
    } while (count >= 0);
  }

  private void write() throws IOException, InterruptedException {
    for (Chunk chunk = queue.take(); chunk.bytes().hasRemaining(); chunk = queue.take()) {
      TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
      pass(chunk.bytes().array());
    }
    proxy.awaitPassage();
    to.shutdownOutput();
    connection.pipeEnded();
  }

  private void pass(byte[] bytes) throws IOException, InterruptedException {
    OutputStream out = to.getOutputStream();
    int at = 0;
    while (at < bytes.length) {
      Faults faults = proxy.awaitPassage();
      int length = bytes.length - at;
      if (faults.sliceBytes() > 0) {
        length = Math.min(length, faults.sliceBytes());
      }
      if (fromTarget && faults.cut() != null) {
        length = (int) Math.min(length, Math.max(0, faults.cutAfterBytes() - passed));
      }
      if (faults.bytesPerSecond() > 0) {
        length = Math.min(length, (int) Math.max(1, faults.bytesPerSecond() / TICKS));
        TimeUnit.NANOSECONDS.sleep(length * 1_000_000_000L / faults.bytesPerSecond());
      }
      out.write(bytes, at, length);
      at += length;
      passed += length;
      counter.addAndGet(length);
      if (fromTarget && faults.cut() != null && passed >= faults.cutAfterBytes()) {
        connection.cut(faults.cut());
        throw new IOException("cut by a fault");
      }
    }
  }

  private void guarded(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      connection.broken();
      // The other thread may wait for room or for bytes; what was on its way is lost with a reset.
      queue.clear();
      boolean unused = queue.offer(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work of a thread of a pipe. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException, InterruptedException;
  }
}
