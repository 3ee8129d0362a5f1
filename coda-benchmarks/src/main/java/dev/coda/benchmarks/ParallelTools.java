package dev.coda.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.testkit.model.ModelScript;
import dev.coda.testkit.model.ScriptedModel;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** P9: a turn in which a model calls eight slow tools at once. The floor only waits for them. */
final class ParallelTools implements AutoCloseable {
  private static final int CALLS = 8;
  private static final Duration WORK = Duration.ofMillis(100);
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";
  private static final ModelScript SAY = ModelScript.create().say("Done.");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ModelScript calls = ModelScript.create();
  private ScriptedModel model = ScriptedModel.of();
  private final Desk desk =
      new Desk(
          () -> model,
          ForgetfulStores.create(),
          threads,
          SmallTool.of("work", SCHEMA, ParallelTools::work));

  ParallelTools() {
    IntStream.range(0, CALLS).forEach(n -> calls.callTool("work", "{\"n\":" + n + "}"));
  }

  /** Returns the nanoseconds of a turn. */
  double turn() throws InterruptedException {
    model = ScriptedModel.of(calls, SAY);
    long start = System.nanoTime();
    Answers.require("Done.", desk.ask("Do all of it."));
    long took = System.nanoTime() - start;
    List<String> results =
        model.requests().getLast().messages().stream()
            .filter(ToolExecutionResultMessage.class::isInstance)
            .map(message -> ((ToolExecutionResultMessage) message).text())
            .toList();
    Answers.require(IntStream.range(0, CALLS).mapToObj(n -> "{\"n\":" + n + "}").toList(), results);
    return took;
  }

  /** Returns the nanoseconds of the tools' work, side by side. */
  double floor() throws Exception {
    JsonNode input = SmallTool.json("{\"n\":1}");
    List<Callable<JsonNode>> work = Collections.nCopies(CALLS, () -> work(input));
    long start = System.nanoTime();
    for (Future<JsonNode> done : threads.invokeAll(work)) {
      Answers.require(input, done.get());
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    desk.close();
    threads.close();
  }

  private static JsonNode work(JsonNode input) throws InterruptedException {
    Thread.sleep(WORK);
    return input;
  }
}
