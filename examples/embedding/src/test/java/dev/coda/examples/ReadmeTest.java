package dev.coda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  private static final String README = "README.md";
  private static final Pattern VERSION =
      Pattern.compile(
          "<groupId>dev\\.coda</groupId>\\s*<artifactId>[^<]+</artifactId>\\s*"
              + "<version>([^<]+)</version>");

  @Test
  void showsExamplesAsTheyAreRun() {
    assertThat(Regions.shownIn(README))
        .contains(
            Regions.region("hello"),
            Regions.region("conversation"),
            Regions.region("structured"),
            Regions.region("approval"));
  }

  @Test
  void namesVersionThatIsBuilt() {
    assertThat(VERSION.matcher(Regions.read(Regions.ROOT.resolve(README))).results())
        .extracting((MatchResult match) -> match.group(1))
        .isNotEmpty()
        .containsOnly(System.getProperty("coda.version"));
  }
}
