package dev.coda.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.config.StartupException;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.fixture.DocumentedVariables;
import dev.coda.server.fixture.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpListsTheOptionsAndTheSettings() {
    assertThat(run("--help")).isZero();

    assertThat(text(out)).contains("--check-config", "--migrate", "--list-tools", "--version");
    assertThat(text(out).lines().map(String::strip)).containsAll(DocumentedVariables.names());
  }

  @Test
  void versionNamesThatOfJavaToo() {
    assertThat(run("--version")).isZero();

    assertThat(text(out)).startsWith("Coda ").contains("Java " + Runtime.version());
  }

  @Test
  void checkingTheSettingsStartsNothing() {
    assertThat(run("--check-config")).isZero();

    assertThat(text(out)).isEqualToIgnoringNewLines("The settings can be used.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--verison", "serve", "-x"})
  void anUnknownOptionIsOneSentence(String option) {
    assertThat(run(option)).isEqualTo(1);

    assertThat(text(err)).containsOnlyOnce("\n").contains(option, "--help");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void optionsAreNotCombined() {
    assertThat(run("--version", "--migrate")).isEqualTo(1);

    assertThat(text(err)).contains("one option at most");
  }

  @Test
  void withoutAnOptionTheServerStarts() {
    assertThat(CommandLine.run(new String[0], print(out), print(err))).isEmpty();
    assertThat(CommandLine.run(new String[] {"--coda.port=0"}, print(out), print(err))).isEmpty();
  }

  @Test
  void toolsOfADocumentAreListedWithWhatIsWrong(@TempDir Path folder) throws Exception {
    Path document =
        Files.writeString(
            folder.resolve("library.yaml"),
            """
            openapi: 3.1.0
            servers: [{url: "https://api.example.com"}]
            paths:
              /books:
                get: {operationId: books}
                options: {operationId: bookOptions}
              /shelves: {options: {}}
            """);

    assertThat(run("--list-tools", document.toString())).isEqualTo(1);
    assertThat(text(out))
        .containsSubsequence(
            "GET    /books  books",
            "paths./books.options: tools do not call this method",
            "(and at 1 more)",
            "Operations: 3, tools: 1, left out: 0, problems: 2.");

    out.reset();
    assertThat(run("--list-tools", document.toString(), "--exclude=OPTIONS")).isZero();
    assertThat(text(out)).contains("Operations: 3, tools: 1, left out: 2, problems: 0.");
    assertThat(run("--list-tools", document.toString(), "--operations=/shelves")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"--list-tools,''", "--list-tools,--exclude=x", "--list-tools,file --colour=1"})
  void whatToolsAreListedOfIsAPath(String option, String rest) {
    String[] arguments = (option + " " + rest).strip().split(" ");

    assertThat(run(arguments)).isEqualTo(1);

    assertThat(text(err)).containsOnlyOnce("\n").startsWith("--list-tools ");
  }

  @Test
  void onlyADatabaseOfOthersIsMigratedWithoutItsServer() {
    assertThatThrownBy(() -> Migration.run(""))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("DATABASE_URL is missing");
  }

  @Test
  void aSchemaThatIsNotThereIsMade() throws Exception {
    DatabaseAddress database = RunningServer.shared().bean(DatabaseAddress.class);
    String url =
        "postgresql://%s:%s@%s:%d/%s?currentSchema=migrated"
            .formatted(
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.database());

    Migration.run(url);
    Migration.run(url);

    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        ResultSet tables =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT to_regclass('migrated.runs'), to_regclass('migrated.users')")) {
      tables.next();
      assertThat(tables.getString(1)).isEqualTo("migrated.runs");
      assertThat(tables.getString(2)).isEqualTo("migrated.users");
    }
  }

  private int run(String... arguments) {
    return CommandLine.run(arguments, print(out), print(err)).orElseThrow();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
