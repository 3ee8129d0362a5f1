package dev.coda.benchmarks;

import dev.coda.core.store.InMemoryStores;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * P7: a question, a tool call, the tool, the answer, with a scripted model. The floor is {@link
 * HandWrittenLoop}, with the same model.
 */
@State(Scope.Benchmark)
public class ToolLoop {
  private static final String QUESTION = "What is 2 + 40?";
  private static final String ANSWER = "The sum is 42.";
  private static final ModelScript CALL =
      ModelScript.create().callTool("add", "{\"a\":2,\"b\":40}");
  private static final ModelScript SAY = ModelScript.create().say("The sum ", "is 42.");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SmallTool add = SmallTool.adding("add");
  private final Desk sameThread =
      new Desk(ToolLoop::model, ForgetfulStores.create(), Desk.SAME_THREAD, add);
  private final Desk sameThreadStored =
      new Desk(ToolLoop::model, InMemoryStores.create(), Desk.SAME_THREAD, add);
  private final Desk virtualThreads =
      new Desk(ToolLoop::model, ForgetfulStores.create(), threads, add);
  private final Desk virtualThreadsStored =
      new Desk(ToolLoop::model, InMemoryStores.create(), threads, add);
  private final HandWrittenLoop handWritten = new HandWrittenLoop(add.spec());

  @Benchmark
  public String sameThread() throws InterruptedException {
    return Answers.require(ANSWER, sameThread.ask(QUESTION));
  }

  @Benchmark
  public String sameThreadStored() throws InterruptedException {
    return Answers.require(ANSWER, sameThreadStored.askOnce(QUESTION));
  }

  @Benchmark
  public String virtualThreads() throws InterruptedException {
    return Answers.require(ANSWER, virtualThreads.ask(QUESTION));
  }

  @Benchmark
  public String virtualThreadsStored() throws InterruptedException {
    return Answers.require(ANSWER, virtualThreadsStored.askOnce(QUESTION));
  }

  @Benchmark
  public String floor() {
    return Answers.require(ANSWER, handWritten.answer(model(), QUESTION));
  }

  @TearDown
  public void close() {
    sameThread.close();
    sameThreadStored.close();
    virtualThreads.close();
    virtualThreadsStored.close();
    threads.close();
  }

  private static ScriptedModel model() {
    return ScriptedModel.of(CALL, SAY);
  }
}
