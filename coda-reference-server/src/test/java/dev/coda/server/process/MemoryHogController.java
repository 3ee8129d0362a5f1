package dev.coda.server.process;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.netty.channel.EventLoopGroup;
import jakarta.inject.Named;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Runs out of memory on any kind of thread. */
@Controller("/api/v1/test/memory-hog")
@Secured(SecurityRule.IS_ANONYMOUS)
class MemoryHogController {
  private static final int CHUNK = 1 << 20;
  private static final int ENDLESS = 1 << 20;

  private final ExecutorService runThreads;
  private final EventLoopGroup eventLoops;

  MemoryHogController(@Named("runs") ExecutorService runThreads, EventLoopGroup eventLoops) {
    this.runThreads = runThreads;
    this.eventLoops = eventLoops;
  }

  @Get("/{where}")
  int consume(String where) {
    switch (where) {
      case "request" -> fillHeap();
      case "run" -> runThreads.execute(MemoryHogController::fillHeap);
      case "event-loop" -> eventLoops.execute(MemoryHogController::fillDirectMemory);
      case "reactor" ->
          Mono.fromCallable(MemoryHogController::fillHeap)
              .subscribeOn(Schedulers.boundedElastic())
              .onErrorReturn(0)
              .subscribe();
      case "dispatcher" ->
          new Thread(
                  () -> {
                    throw new OutOfMemoryError("unable to create native thread");
                  })
              .start();
      default -> throw new IllegalArgumentException(where);
    }
    return 0;
  }

  private static int fillHeap() {
    List<byte[]> chunks = new ArrayList<>();
    for (int i = 0; i < ENDLESS; i++) {
      chunks.add(new byte[CHUNK]);
    }
    return chunks.size();
  }

  private static int fillDirectMemory() {
    List<ByteBuffer> chunks = new ArrayList<>();
    for (int i = 0; i < ENDLESS; i++) {
      chunks.add(ByteBuffer.allocateDirect(CHUNK));
    }
    return chunks.size();
  }
}
