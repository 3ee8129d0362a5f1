package dev.coda.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateTest {

  private static final String MAIN = "coda-api/src/main/java/dev/coda/api/Thing.java";

  @Test
  void findsJavaThatIsNotFormattedAndPutsItRight() {
    Source source = source(MAIN, "package a;\n\nclass Thing {\n    int x;\n}\n");
    Gate gate = new FormatGate();

    assertThat(gate.check(source)).extracting(Finding::line).containsExactly(4);
    assertThat(gate.check(source(MAIN, gate.fix(source)))).isEmpty();
  }

  @Test
  void reportsJavaThatCannotBeParsedAndLeavesItAlone() {
    Source source = source(MAIN, "class {");
    Gate gate = new FormatGate();

    assertThat(gate.check(source)).hasSize(1);
    assertThat(gate.fix(source)).isEqualTo(source.text());
  }

  @Test
  void readsTheNewestJava() {
    Source source = source(MAIN, "void main() {\n  IO.println(1);\n}\n");

    assertThat(new FormatGate().check(source)).isEmpty();
  }

  @Test
  void findsWhiteSpaceAtTheEndOfALine() {
    Source source = source("a/style.css", "a {}\nb {} \n");

    assertThat(new WhitespaceGate().check(source)).extracting(Finding::line).containsExactly(2);
    assertThat(new WhitespaceGate().fix(source)).isEqualTo("a {}\nb {}\n");
  }

  @Test
  void findsCarriageReturnsAndAMissingLastLineFeed() {
    assertThat(new WhitespaceGate().check(source("a.xml", "<a>\r\n</a>\r\n"))).hasSize(1);
    assertThat(new WhitespaceGate().check(source("a.xml", "<a/>"))).hasSize(1);
    assertThat(new WhitespaceGate().check(source("a.xml", "<a/>\n"))).isEmpty();
  }

  @Test
  void keepsTheLineBreaksOfMarkdown() {
    assertThat(new WhitespaceGate().check(source("a.md", "one  \ntwo\n"))).isEmpty();
  }

  @Test
  void stopsFilesThatOutgrowTheirKind() {
    assertThat(overLimit("coda-api/src/main/java/A.java", SizeGate.MAIN)).hasSize(1);
    assertThat(overLimit("coda-api/src/test/java/A.java", SizeGate.TEST)).hasSize(1);
    assertThat(overLimit("coda-ui/src/features/Chat.tsx", SizeGate.COMPONENT)).hasSize(1);
    assertThat(overLimit("coda-ui/src/features/chat.ts", SizeGate.COMPONENT)).isEmpty();
    assertThat(overLimit("coda-ui/src/api/generated/schema.ts", SizeGate.MAIN)).isEmpty();
  }

  @Test
  void findsListedWordsAcrossTheLinesOfAComment() {
    Gate gate = new ProseGate(List.of("# comment", "", "\\bfar away\\b = remote"));
    Source source = source(MAIN, "/**\n * The host is far\n * away.\n */\nclass Thing {}\n");

    assertThat(gate.check(source))
        .extracting(Finding::toString)
        .containsExactly(MAIN + ":2: has \"far\n * away\"; write: remote");
    assertThat(gate.check(source(MAIN, "/** The host is remote. */\n"))).isEmpty();
  }

  @Test
  void leavesTheWordsOfMigrationsAlone() {
    Gate gate = new ProseGate(List.of("far away = remote"));

    assertThat(gate.check(source("a/src/main/resources/db/V1__a.sql", "-- Far away.\n"))).isEmpty();
  }

  @Test
  void readsTheListOfThisRepository() {
    Gate gate = ProseGate.create();

    assertThat(gate.check(source("a.md", "A list is" + " no set.\n"))).hasSize(1);
    assertThat(gate.check(source("a.md", "There is no set.\nThat is no longer so.\n"))).isEmpty();
  }

  @Test
  void wantsAThreadingRuleOnEachPublicTypeOfTheSdk() {
    assertThat(thread("/** A thing. */\npublic final class Thing {}\n")).hasSize(1);
    assertThat(thread("public final class Thing {}\n")).hasSize(1);
    assertThat(thread("/** A thing. Immutable. */\npublic record Thing() {}\n")).isEmpty();
    assertThat(thread("/** A thing. */\nfinal class Thing {}\n")).isEmpty();
  }

  @Test
  void readsTheThreadingRuleBeforeBlockTagsAndAcrossLines() {
    String type =
        """
        /**
         * A thing. Confined to one
         * thread at a time.
         *
         * @param name what it is called
         */
        public record Thing(String name) {}
        """;

    assertThat(thread(type)).isEmpty();
  }

  @Test
  void leavesOtherModulesTheirSilence() {
    Source source = source("coda-ui/src/main/java/Thing.java", "public class Thing {}\n");

    assertThat(new ThreadRuleGate(Set.of("coda-api")).check(source)).isEmpty();
  }

  @Test
  void wantsEachPackageDescribedAndNullMarked() {
    Source type = source(MAIN, "package dev.coda.api;\n");
    String info = MAIN.replace("Thing", "package-info");

    assertThat(new PackageInfoGate().check(List.of(type)))
        .extracting(Finding::problem)
        .containsExactly("is missing");
    assertThat(packageInfo(type, info, "/** For things. */\npackage a;\n"))
        .containsExactly("lacks @NullMarked");
    assertThat(packageInfo(type, info, "\n@NullMarked\npackage a;\n"))
        .containsExactly("does not say what the package is for");
    assertThat(packageInfo(type, info, "/** For things. */\n@NullMarked\npackage a;\n")).isEmpty();
  }

  @Test
  void wantsPackagesOfTestsAloneDescribedToo() {
    Source main = source(MAIN, "package dev.coda.api;\n");
    Source info =
        source(MAIN.replace("Thing", "package-info"), "/** A. */\n@NullMarked\npackage a;\n");
    Source test = source(MAIN.replace("/main/", "/test/"), "package dev.coda.api;\n");
    assertThat(new PackageInfoGate().check(List.of(main, info, test))).isEmpty();

    Source alone = source("coda-api/src/test/java/dev/coda/fixture/Thing.java", "package a;\n");
    assertThat(new PackageInfoGate().check(List.of(alone)))
        .extracting(Finding::problem)
        .containsExactly("is missing");
  }

  @Test
  void findsLinksThatLeadNowhere(@TempDir Path root) throws IOException {
    Files.createFile(root.resolve("a.md"));
    Files.createFile(root.resolve("b.md"));
    Source page =
        source("a.md", "# Tools\n\n[1](b.md#two-words) [2](#tools) [3](https://example.org)\n");
    Source other = source("b.md", "## Two `words`\n\n```\n[4](none.md)\n```\n");
    assertThat(new LinkGate(root).check(List.of(page, other))).isEmpty();

    Source broken = source("a.md", "[1](none.md)\n[2](b.md#three)\n");
    assertThat(new LinkGate(root).check(List.of(broken, other)))
        .extracting(Finding::toString)
        .containsExactly(
            "a.md:1: links to none.md, which does not exist",
            "a.md:2: links to b.md#three, and that page has no such heading");
  }

  private static List<String> packageInfo(Source type, String path, String text) {
    return new PackageInfoGate()
        .check(List.of(type, source(path, text))).stream().map(Finding::problem).toList();
  }

  private static List<Finding> thread(String text) {
    return new ThreadRuleGate(Set.of("coda-api")).check(source(MAIN, text));
  }

  private static List<Finding> overLimit(String path, int limit) {
    assertThat(new SizeGate().check(source(path, "x\n".repeat(limit)))).isEmpty();
    return new SizeGate().check(source(path, "x\n".repeat(limit + 1)));
  }

  private static Source source(String path, String text) {
    return new Source(Path.of(path), text);
  }
}
