package dev.coda.benchmarks;

import dev.coda.benchmarks.harness.Contestant;
import dev.coda.benchmarks.harness.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A JVM that does as scripted, line by line. Confined to one thread at a time. */
final class ContenderProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final Writer orders;

  private ContenderProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
  }

  static ContenderProcess start(Contender contender, Path log) throws IOException {
    return start(
        contender.classPath(), List.of(Contestant.class.getName(), contender.factory()), log);
  }

  static ContenderProcess host(Path log) throws IOException {
    return start(System.getProperty("java.class.path"), List.of(ModelHost.class.getName()), log);
  }

  private static ContenderProcess start(String classPath, List<String> program, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx768m",
            "-cp",
            classPath);
    builder.command().addAll(program);
    builder.redirectError(Redirect.appendTo(log.toFile()));
    return new ContenderProcess(builder.start());
  }

  /** Returns the first line that it prints. */
  String firstLine() throws IOException {
    return String.valueOf(answers.readLine());
  }

  Result ask(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (Result.isResult(line)) {
        return Result.parse(line);
      }
    }
    throw new IOException("the process has ended");
  }

  /** Asks, and says so where the answer is an error: a round without a figure is void. */
  Result ask(Contender contender, String order) throws IOException {
    Result result = ask(order);
    if (!result.error().isEmpty()) {
      System.out.printf("%s at '%s': %s%n", contender.name(), order, result.error());
    }
    return result;
  }

  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It has ended by itself.
    }
    process.destroy();
  }
}
