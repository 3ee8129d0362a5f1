package dev.coda.examples;

import dev.coda.core.Coda;
import dev.coda.core.Reply;
import dev.coda.core.RunFailedException;
import dev.langchain4j.agent.tool.Tool;
import java.util.concurrent.CountDownLatch;

/** Stops an answer while a tool runs; any thread, and any process over the same stores, can. */
final class Cancelling {
  // region cancelling
  private final CountDownLatch started = new CountDownLatch(1);

  @Tool("Counts all the stars.")
  int countStars() throws InterruptedException {
    started.countDown();
    Thread.sleep(60_000);
    return Integer.MAX_VALUE;
  }

  public static void main(String[] arguments) throws InterruptedException {
    Cancelling stars = new Cancelling();
    try (Coda coda = Coda.builder().model("demo/demo").tools(stars).build()) {
      Reply reply = coda.chat().start("use countStars");
      stars.started.await();
      reply.cancel();
      System.out.println(reply.answer());
    } catch (RunFailedException e) {
      System.out.println(e.code());
    }
  }
  // endregion
}
