package dev.coda.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatesTest {

  @TempDir private Path root;
  private Path file;
  private Path memory;
  private Path classes;

  @BeforeEach
  void makeATreeWithOneFlaw() throws IOException {
    file = write("app/src/test/java/Thing.java", "class Thing {   }\n");
    write("app/src/test/java/package-info.java", "/** For tests. */\n@NullMarked\npackage a;\n");
    write("app/target/Made.java", "class Made {   }\n");
    write("app/node_modules/a/index.ts", "let a = 1;   \n");
    write("app/dependency-reduced-pom.xml", "<project>   \n");
    write("examples/strangers/a/src/main/java/app/Main.java", "class Main {}\n");
    memory = root.resolve("memory");
    classes = Files.createDirectory(root.resolve("classes"));
  }

  @Test
  void seesWhatPeopleWriteAndNotWhatABuildMakes() throws IOException {
    assertThat(check()).hasSize(1);
  }

  @Test
  void passesAfterFormatting() throws IOException {
    assertThat(Gates.format(root)).isEqualTo(1);
    assertThat(check()).isEmpty();
    assertThat(file).hasContent("class Thing {}\n");
  }

  @Test
  void remembersOnlyFilesThatPassed() throws IOException {
    check();
    assertThat(remembers()).isFalse();

    Gates.format(root);
    check();
    assertThat(remembers()).isTrue();
  }

  @Test
  void forgetsAFileThatChangedAndEverythingWhenAGateChanged() throws IOException {
    Gates.format(root);
    check();

    Files.writeString(file, "class Thing {\n}\n");
    assertThat(remembers()).isFalse();

    Gates.format(root);
    Files.writeString(classes.resolve("Gate.class"), "changed");
    assertThat(remembers()).isFalse();
  }

  private boolean remembers() throws IOException {
    CleanFiles clean = CleanFiles.load(memory, classes);
    return SourceTree.read(root).stream().allMatch(clean::contains);
  }

  private List<Finding> check() throws IOException {
    return Gates.check(SourceTree.read(root), CleanFiles.load(memory, classes));
  }

  private Path write(String path, String text) throws IOException {
    Path written = root.resolve(path);
    Files.createDirectories(written.getParent());
    return Files.writeString(written, text);
  }
}
