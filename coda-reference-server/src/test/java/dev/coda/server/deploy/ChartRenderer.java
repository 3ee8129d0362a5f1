package dev.coda.server.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lints and renders a chart with Helm. This is a program of its own: Helm is a native library with
 * signal handlers, and a server that tests share runs in their JVM.
 */
final class ChartRenderer {
  /** The oldest version that the chart is for. */
  private static final String KUBERNETES = "1.28.0";

  private ChartRenderer() {}

  /**
   * Writes the rendered chart to a file, or what Helm finds wrong to standard output.
   *
   * @param arguments the folder of the chart, the file, and values as NAME=VALUE or NAME=@FILE
   */
  public static void main(String[] arguments) throws IOException {
    Helm helm = new Helm(Path.of(arguments[0]));
    LintResult linted = helm.lint().strict().call();
    if (linted.isFailed()) {
      linted.getMessages().forEach(System.out::println);
      System.exit(1);
    }
    TemplateCommand command = helm.template().withName("coda").withKubeVersion(KUBERNETES);
    for (int i = 2; i < arguments.length; i++) {
      String[] value = arguments[i].split("=", 2);
      if (value[1].startsWith("@")) {
        command.setFile(value[0], Path.of(value[1].substring(1)));
      } else {
        command.set(value[0], value[1]);
      }
    }
    Files.writeString(Path.of(arguments[1]), command.call());
  }
}
