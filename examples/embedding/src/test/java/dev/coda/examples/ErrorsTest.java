package dev.coda.examples;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.FailureKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares docs/errors.md with the code: its codes, and the messages that it quotes. */
final class ErrorsTest {
  private static final String PAGE = Regions.read(Regions.ROOT.resolve("docs/errors.md"));
  private static final List<String> SDK =
      List.of(
          "coda-api", "coda-core", "coda-providers", "coda-tools-bridge", "coda-store-postgres");
  private static final List<String> SOURCES =
      Stream.concat(SDK.stream(), Stream.of("coda-testkit")).flatMap(ErrorsTest::sources).toList();

  private static final Pattern CODE = Pattern.compile("(?m)^\\| `(\\w+)` \\| (\\w+) \\|");
  private static final Pattern QUOTED = Pattern.compile("(?m)`([^`]*[ .][^`]*)`");
  private static final Pattern CONSTANT =
      Pattern.compile("(?m)^  ([A-Z_]+)\\(HttpStatus\\.(\\w+)\\)");
  private static final Pattern SETTING =
      Pattern.compile("new ConfigurationException\\(((?:[^;])*?)\\);");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** What is put into a message: a conversion of its format, or a piece that is added to it. */
  private static final String HOLE = "…";

  /** Shorter pieces of a message say nothing. */
  private static final int TELLING = 12;

  @Test
  void hasEachCodeOfFailures() {
    Map<String, String> retries =
        Arrays.stream(FailureKind.values())
            .collect(toMap(FailureKind::code, kind -> kind.retryable() ? "yes" : "no"));

    assertThat(codes("## Codes")).containsExactlyInAnyOrderEntriesOf(retries);
  }

  @Test
  void hasEachCodeOfTheServer() {
    String source =
        Regions.read(
            Regions.ROOT.resolve(
                "coda-reference-server/src/main/java/dev/coda/server/http/ErrorCode.java"));

    assertThat(codes("## The server").keySet())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            CONSTANT
                .matcher(source)
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void quotesOnlyMessagesOfTheCode() {
    String literals = SOURCES.stream().map(ErrorsTest::literals).collect(joining("\n"));

    assertThat(quoted().stream().filter(message -> message.contains(HOLE) || message.endsWith(".")))
        .isNotEmpty()
        .allSatisfy(message ->
            assertThat(pieces(message).stream().filter(piece -> piece.length() >= TELLING))
                .allSatisfy(piece -> assertThat(literals).contains(piece)));
  }

  @Test
  void quotesEachMessageOfSettings() {
    List<String> messages =
        SOURCES.stream()
            .flatMap(source -> SETTING.matcher(source).results())
            .map((MatchResult match) -> longestPiece(match.group(1)))
            .filter(piece -> piece.length() >= TELLING)
            .toList();

    assertThat(messages)
        .hasSizeGreaterThan(20)
        .allSatisfy(piece -> assertThat(PAGE).contains(piece));
  }

  private static Map<String, String> codes(String heading) {
    int start = PAGE.indexOf(heading + "\n");
    int end = PAGE.indexOf("\n## ", start + 1);
    String section = PAGE.substring(start, end < 0 ? PAGE.length() : end);
    return CODE.matcher(section)
        .results()
        .collect(toMap(match -> match.group(1), match -> match.group(2)));
  }

  private static List<String> quoted() {
    String tables = PAGE.substring(PAGE.indexOf("## Settings"), PAGE.indexOf("## The server"));
    return tables
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> QUOTED.matcher(line.split(" \\| ", -1)[0]).results())
        .map(match -> match.group(1))
        .toList();
  }

  private static List<String> pieces(String message) {
    return Arrays.stream(message.split(HOLE, -1)).map(String::strip).toList();
  }

  private static String longestPiece(String expression) {
    String text = literals(expression).lines().map(String::strip).collect(joining(HOLE));
    return pieces(text).stream().max(Comparator.comparingInt(String::length)).orElse("");
  }

  /** Returns the texts of a piece of code, a line each; those that are added up are one. */
  private static String literals(String source) {
    String joined = source.replaceAll("\"\\s*\\+\\s*\"", "");
    return LITERAL
        .matcher(joined)
        .results()
        .map(match -> match.group(1).replace("\\\"", "\"").replaceAll("%[sd]", HOLE))
        .collect(joining("\n"));
  }

  private static Stream<String> sources(String module) {
    Path folder = Regions.ROOT.resolve(module).resolve("src/main/java");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Regions::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
