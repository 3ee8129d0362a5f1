package dev.coda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class GlossaryTest {
  private static final Path PAGE = Regions.ROOT.resolve("docs/concepts.md");
  private static final String BEGIN = "<!-- Made of the Javadoc by GlossaryTest. -->\n";

  @Test
  void isWhatTheJavadocSays() throws IOException {
    String page = Regions.read(PAGE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String wanted = before + "\n" + Glossary.page();
    if (Boolean.getBoolean("coda.write")) {
      Files.writeString(PAGE, wanted);
    }

    assertThat(Regions.read(PAGE)).as("-Dcoda.write=true writes it anew").isEqualTo(wanted);
  }
}
