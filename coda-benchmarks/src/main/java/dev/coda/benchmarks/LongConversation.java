package dev.coda.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * P11: the next turn of a conversation of 0, 200 and 2000 messages, all of them shown to a model
 * that writes what it is sent as JSON. The floor only writes the same bytes.
 */
@State(Scope.Benchmark)
public class LongConversation {
  private final Conversation first = new Conversation(0);
  private final Conversation hundreds = new Conversation(200);
  private final Conversation thousands = new Conversation(2000);

  @Benchmark
  public long first() throws InterruptedException {
    return first.turn();
  }

  @Benchmark
  public long hundreds() throws InterruptedException {
    return hundreds.turn();
  }

  @Benchmark
  public long thousands() throws InterruptedException {
    return thousands.turn();
  }

  @Benchmark
  public long firstFloor() {
    return first.write();
  }

  @Benchmark
  public long hundredsFloor() {
    return hundreds.write();
  }

  @Benchmark
  public long thousandsFloor() {
    return thousands.write();
  }

  @TearDown
  public void close() {
    first.close();
    hundreds.close();
    thousands.close();
  }
}
