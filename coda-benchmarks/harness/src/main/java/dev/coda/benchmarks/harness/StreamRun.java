package dev.coda.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Asks for many answers at once. The questions come when their time has come, whether or not the
 * ones before are answered, and a first token counts from then. Confined to one thread at a time.
 */
final class StreamRun {
  private final StreamClient client;
  private final Order order;
  private final long[] firstTokens;
  private final AtomicReferenceArray<@Nullable String> errors;

  StreamRun(StreamClient client, Order order) {
    this.client = client;
    this.order = order;
    this.firstTokens = new long[order.streams()];
    this.errors = new AtomicReferenceArray<>(order.streams());
  }

  Result run() throws Exception {
    long cpu = cpuNanos();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ThreadCount count = ThreadCount.start()) {
      for (int i = 0; i < order.streams(); i++) {
        int stream = i;
        long due = start + (long) order.spreadMs() * 1_000_000 * i / order.streams();
        threads.execute(() -> ask(stream, due));
      }
      threads.shutdown();
      threads.awaitTermination(5, java.util.concurrent.TimeUnit.MINUTES);
      long wall = System.nanoTime() - start;
      long used = cpuNanos() - cpu;
      for (int i = 0; i < order.streams(); i++) {
        String error = errors.get(i);
        if (error != null) {
          return Result.failed("stream " + i + ": " + error);
        }
      }
      return Result.of(figures(wall, used, count.most()));
    }
  }

  private void ask(int stream, long due) {
    for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
      LockSupport.parkNanos(wait);
    }
    CRC32 sum = new CRC32();
    int[] seen = {0};
    try {
      client.stream(token -> {
        if (seen[0]++ == 0) {
          firstTokens[stream] = System.nanoTime() - due;
        }
        sum.update(token.getBytes(StandardCharsets.UTF_8));
      });
      if (sum.getValue() != Expected.checksum(order.tokens())) {
        errors.set(stream, "received another text, in " + seen[0] + " pieces");
      }
    } catch (Throwable e) {
      errors.set(stream, e.toString());
    }
  }

  private Map<String, Double> figures(long wall, long cpu, int threads) throws Exception {
    long[] sorted = firstTokens.clone();
    Arrays.sort(sorted);
    double tokens = (double) order.streams() * order.tokens();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("cpu", cpu / tokens);
    figures.put("wall", (double) wall);
    figures.put("first50", (double) sorted[sorted.length / 2]);
    figures.put("first99", (double) sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)]);
    figures.put("threads", (double) threads);
    figures.put("rss", residentBytes());
    return figures;
  }

  static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }

  private static double residentBytes() throws Exception {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElse(Double.NaN);
  }
}
