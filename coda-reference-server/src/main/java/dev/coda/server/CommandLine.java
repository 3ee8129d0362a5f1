package dev.coda.server;

import dev.coda.server.startup.StartupSettings;
import io.micronaut.context.ApplicationContext;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of the server's command line that do something else than serve. Thread-safe. */
final class CommandLine {
  private static final int OK = 0;
  private static final int WRONG = 1;

  private CommandLine() {}

  /**
   * Does what the options ask for.
   *
   * @return the exit code; empty if the server is to be started
   */
  static OptionalInt run(String[] arguments, PrintStream out, PrintStream err) {
    String option = arguments.length == 0 ? "" : arguments[0];
    if (option.equals("--list-tools")) {
      List<String> rest = List.of(arguments).subList(1, arguments.length);
      return attempt(() -> ToolList.print(rest, out), err);
    }
    if (arguments.length > 1 && !Arrays.stream(arguments).allMatch(CommandLine::isProperty)) {
      err.println("Give one option at most; --help lists them.");
      return OptionalInt.of(WRONG);
    }
    return switch (option) {
      case "--help", "-h" -> done(out, help());
      case "--version" -> done(out, version());
      case "--check-config" -> attempt(CommandLine::check, out, "The settings can be used.", err);
      case "--migrate" -> attempt(Migration::run, out, "The tables are up to date.", err);
      default -> {
        if (option.isEmpty() || isProperty(option)) {
          yield OptionalInt.empty();
        }
        err.println("There is no option %s; --help lists those that there are.".formatted(option));
        yield OptionalInt.of(WRONG);
      }
    };
  }

  /** Micronaut reads these, as it reads environment variables. */
  private static boolean isProperty(String argument) {
    return argument.startsWith("-") && argument.contains("=");
  }

  private static OptionalInt done(PrintStream out, String text) {
    out.println(text);
    return OptionalInt.of(OK);
  }

  private static OptionalInt attempt(
      Runnable work, PrintStream out, String success, PrintStream err) {
    return attempt(
        () -> {
          work.run();
          out.println(success);
          return true;
        },
        err);
  }

  /**
   * Does what an option asks for.
   *
   * @param work returns whether all is well
   */
  private static OptionalInt attempt(BooleanSupplier work, PrintStream err) {
    try {
      return OptionalInt.of(work.getAsBoolean() ? OK : WRONG);
    } catch (RuntimeException failure) {
      err.println(StartupFailure.explain(failure));
      return OptionalInt.of(WRONG);
    }
  }

  private static void check() {
    try (ApplicationContext context = ApplicationContext.builder().build()) {
      context.getEnvironment().start();
      StartupSettings.validate(context.getEnvironment());
    }
  }

  private static String help() {
    String settings =
        StartupSettings.names().stream().map(name -> "  " + name).collect(Collectors.joining("\n"));
    return """
    Usage: java -jar coda-server.jar [option]

    Starts the server and its web UI, and runs until it is stopped.

      --check-config  check the settings and exit
      --migrate       bring the tables of DATABASE_URL up to date and exit
      --list-tools FILE [--operations=ENTRIES] [--exclude=ENTRIES]
                      list the tools that an OpenAPI document, or a folder of tool files, would
                      become, with what is wrong, and exit; entries are separated by commas:
                      an operationId, METHOD /path, path, method or tag:name, * for any text
      --version       print the version and exit
      --help          print this text and exit

    Settings are environment variables. Those that there are:

    %s

    Exit codes: 0 stopped in order, 1 could not start, 2 could not stop in time, 3 out of memory.
    """
        .formatted(settings)
        .stripTrailing();
  }

  private static String version() {
    @Nullable String packed = CommandLine.class.getPackage().getImplementationVersion();
    return "Coda %s, Java %s"
        .formatted(Objects.requireNonNullElse(packed, "in development"), Runtime.version());
  }
}
