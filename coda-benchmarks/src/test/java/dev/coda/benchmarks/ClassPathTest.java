package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassPathTest {
  @TempDir Path folder;

  @Test
  void addsUpJarsAndFoldersAsTheJarsTheyWillBe() throws Exception {
    Path jar = Files.write(folder.resolve("okio-1.jar"), new byte[1000]);
    Path classes = Files.createDirectories(folder.resolve("classes/some"));
    Files.write(classes.resolve("Some.class"), new byte[100_000]);
    list("application", jar + File.pathSeparator + folder.resolve("classes"));

    assertThat(ClassPath.read(folder.resolve("application/target/classpath.txt")).bytes())
        .isBetween(1100L, 2000L);
  }

  @Test
  void setsPeersAndWhatEveryOneNeedsBesideAnApplication() throws Exception {
    Path floor = Files.write(folder.resolve("okio-1.jar"), new byte[1000]);
    Path other = Files.write(folder.resolve("other-1.jar"), new byte[4000]);
    list("application", floor + File.pathSeparator + other);
    list(Contender.DBOS, folder + File.pathSeparator + other);

    List<Row> rows = ClassPathPlan.rows(folder);

    assertThat(rows.get(0).cells(List.of(Contender.DBOS))).contains("2.00", "1.00", "1.00, 0.50 ×");
    assertThat(rows.get(1).cells(List.of(Contender.DBOS)))
        .contains("4.88 KiB", "1000 B", "3.91 KiB, 0.80 ×");
  }

  @Test
  void leavesTheRowsOutWhereNobodyBuiltTheApplication() throws Exception {
    assertThat(ClassPathPlan.rows(folder)).isEmpty();
  }

  private void list(String module, String entries) throws Exception {
    Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
    Files.writeString(target.resolve("classpath.txt"), entries + "\n");
  }
}
