package dev.coda.gates.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReleaseCheckTest {

  @TempDir private Path folder;
  private TestRepository repository;

  @BeforeEach
  void publish() throws IOException {
    repository = new TestRepository(folder.resolve("one"));
  }

  @Test
  void findsNothingWhereNothingIsMissing() throws IOException {
    assertThat(problems()).isEmpty();
  }

  @Test
  void wantsWhatCentralAsksOfPoms() throws IOException {
    repository.replace("coda-api", ".pom", "<url>https://example.org</url>", "");
    repository.replace("coda-bom", ".pom", "<description>For tests.</description>", "");

    assertThat(problems())
        .containsExactly(
            "coda-api has no url in its POM", "coda-bom has no description in its POM");
  }

  @Test
  void wantsNothingOfTheBuildInPoms() throws IOException {
    repository.replace(
        "coda-api",
        ".pom",
        "<name>",
        "<parent/><build/><dependencyManagement/><packaging>${kind}</packaging><name>");

    assertThat(problems())
        .containsExactly(
            "coda-api has a parent in its POM",
            "coda-api has a build in its POM",
            "coda-api has a property in its POM that nobody sets",
            "coda-api has a dependencyManagement in its POM");
  }

  @Test
  void wantsReleasesAsDependencies() throws IOException {
    repository.replace("coda-api", ".pom", "2.0.0", "2.0.0-SNAPSHOT");
    repository.replace("coda-api", "-cyclonedx.json", "2.0.0", "2.0.0-SNAPSHOT");
    assertThat(problems())
        .containsExactly("coda-api depends on the snapshot org.slf4j:slf4j-api:2.0.0-SNAPSHOT");

    repository.replace("coda-api", ".pom", "<version>2.0.0-SNAPSHOT</version>", "");
    assertThat(problems()).contains("coda-api depends on org.slf4j:slf4j-api: in no version");

    repository.replace(
        "coda-api", ".pom", "slf4j-api</artifactId>", "slf4j-api</artifactId><scope>test</scope>");
    assertThat(problems()).contains("coda-api names org.slf4j:slf4j-api:, which is for tests");
  }

  @Test
  void wantsAllFilesWithChecksumsAndSignatures() throws IOException {
    repository.delete("coda-api", ".pom.asc");
    repository.delete("coda-api", "-sources.jar.md5");
    Files.writeString(repository.file("coda-api", ".jar.sha1"), "0000");
    Files.writeString(repository.file("coda-bom", ".pom.md5"), "0000");
    repository.delete("coda-api", "-javadoc.jar");

    assertThat(problems())
        .containsExactly(
            "coda-api has no -javadoc.jar",
            "coda-api has no valid .md5 of its -sources.jar",
            "coda-api has no valid .sha1 of its .jar",
            "coda-api has no signature of its .pom",
            "coda-bom has no valid .md5 of its .pom");
  }

  @Test
  void wantsLicenceInEachJar() throws IOException {
    repository.writeBareJar("-javadoc.jar", Map.of("index.html", ""));

    assertThat(problems())
        .containsExactly(
            "coda-api has no META-INF/LICENSE in its -javadoc.jar",
            "coda-api has no META-INF/NOTICE in its -javadoc.jar");
  }

  @Test
  void wantsModulesWithTheirSources() throws IOException {
    repository.writeJar(
        ".jar", Map.of("dev/coda/api/Other.class", "", "models.json", "", "a/", ""));

    assertThat(problems())
        .containsExactly(
            "coda-api is not a module",
            "coda-api has models.json outside its own packages",
            "coda-api has no dev/coda/api/Other.java in its -sources.jar");
  }

  @Test
  void wantsDependenciesInTheBillOfMaterials() throws IOException {
    repository.replace("coda-api", "-cyclonedx.json", "slf4j-api@2.0.0", "slf4j-api@1.0.0");

    assertThat(problems())
        .containsExactly("coda-api does not name org.slf4j:slf4j-api:2.0.0 in its -cyclonedx.json");
  }

  @Test
  void wantsBomToNameWhatIsPublished() throws IOException {
    repository.replace("coda-bom", ".pom", "coda-api", "coda-core");

    assertThat(problems())
        .containsExactly(
            "coda-bom and what it names are [coda-bom, coda-core],"
                + " but published are [coda-api, coda-bom]");
  }

  @Test
  void letsBomAlignLibrariesOfOthers() throws IOException {
    repository.replace(
        "coda-bom", ".pom", "</dependencies>", TestRepository.SLF4J + "</dependencies>");

    assertThat(problems()).isEmpty();
  }

  @Test
  void wantsEqualBytesOfTwoBuilds() throws IOException {
    TestRepository again = new TestRepository(folder.resolve("two"));
    assertThat(problems(again)).isEmpty();

    again.writeJar("-sources.jar", Map.of("dev/coda/api/Thing.java", "// Later"));
    again.delete("coda-api", "-cyclonedx.json");
    again.delete("coda-api", "-javadoc.jar");

    assertThat(problems(again))
        .containsExactly(
            "coda-api was built again without its -cyclonedx.json",
            "coda-api was built again with another -sources.jar: dev/coda/api/Thing.java");
  }

  private List<String> problems() throws IOException {
    return ReleaseCheck.check(
        PublishedArtifact.in(repository.root()),
        List.of(new PomRule(), new FilesRule(), new ContentRule(), new SbomRule()));
  }

  private List<String> problems(TestRepository again) throws IOException {
    return ReleaseCheck.check(
        PublishedArtifact.in(repository.root()), List.of(new SameBytesRule(again.root())));
  }
}
