package dev.coda.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of the settings is made of the code. */
class SettingsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "settings.md");

  /** No setting but a path accepts this, so each says what it would. */
  private static final String WRONG = "\u0001".repeat(101);

  private static final String NO_PATH = "\0";

  private static final String HEAD =
      """
      # Settings of the server

      <!-- Made of the code by SettingsPageTest. -->

      This page lists the values that each [environment variable](server.md#configuration) accepts, and its name in a configuration file. If a value is not accepted,
      the server does not start, and a message names the variable. Messages and logs never contain the values of secrets.

      | variable | property | accepts | secret |
      |---|---|---|---|
      """;

  @Test
  void isWhatTheCodeSays() throws IOException {
    String wanted =
        StartupSettings.all().stream()
            .sorted(Comparator.comparing(EnvironmentVariable::name))
            .map(SettingsPageTest::row)
            .collect(Collectors.joining("", HEAD, ""));
    if (Boolean.getBoolean("coda.write")) {
      Files.writeString(PAGE, wanted);
    }

    assertThat(Files.readString(PAGE)).as("-Dcoda.write=true writes it anew").isEqualTo(wanted);
  }

  private static String row(EnvironmentVariable variable) {
    String wrong = variable.rule().expected(WRONG) == null ? NO_PATH : WRONG;
    String accepted = Objects.requireNonNull(variable.rule().expected(wrong), variable.name());
    return "| `%s` | `%s` | %s | %s |\n"
        .formatted(
            variable.name(),
            variable.property(),
            accepted
                .replaceFirst("^must be ", "")
                .replaceFirst("^is too short; it needs ", "")
                .replaceFirst("^is not of the form ", "an address of the form ")
                .replaceAll(" \\([^)]*\\u0001[^)]*\\)", "")
                .replace("|", "\\|"),
            variable.secret() ? "yes" : "");
  }
}
