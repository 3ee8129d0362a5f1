package dev.coda.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What users of the artifacts may touch is written down in {@code src/test/api}, so that a change
 * of it is a change of a file that somebody reviews.
 */
final class PublicSurfaceTest {
  private static final Path RECORDED = Path.of("src/test/api");
  private static final Path ACTUAL = Path.of("target/api");

  @ParameterizedTest
  @CsvSource({
    "coda-api, dev.coda.api",
    "coda-core, dev.coda.core",
    "coda-providers, dev.coda.providers",
    "coda-store-postgres, dev.coda.store",
    "coda-testkit, dev.coda.testkit",
    "coda-tools-bridge, dev.coda.bridge"
  })
  void isWhatWasRecorded(String module, String root) throws IOException {
    String file = module + ".txt";
    List<String> surface = surface(root);
    Files.createDirectories(ACTUAL);
    Files.write(ACTUAL.resolve(file), surface);

    List<String> recorded =
        Files.exists(RECORDED.resolve(file))
            ? Files.readAllLines(RECORDED.resolve(file))
            : List.of();

    assertThat(surface)
        .as(
            "The public API of %s changed. If that is intended: cp coda-reference-server/%s"
                + " coda-reference-server/%s/",
            module, ACTUAL.resolve(file), RECORDED)
        .isEqualTo(recorded);
  }

  private static List<String> surface(String root) {
    Set<String> lines = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root)
            .stream()
            .filter(type -> isOpen(type) && !type.getPackageName().contains(".internal"))
            .forEach(type -> lines.addAll(lines(type)));
    return List.copyOf(lines);
  }

  private static boolean isOpen(JavaClass type) {
    return isOpen(type.getModifiers())
        && !type.getPackageName().contains(".shaded")
        && type.getEnclosingClass().map(PublicSurfaceTest::isOpen).orElse(true);
  }

  private static boolean isOpen(Set<JavaModifier> modifiers) {
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  private static List<String> lines(JavaClass type) {
    List<String> lines = new ArrayList<>();
    lines.add(type.getName());
    for (JavaField field : type.getFields()) {
      if (isOpen(field.getModifiers())) {
        lines.add(type.getName() + "#" + field.getName() + ": " + field.getRawType().getName());
      }
    }
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      if (isOpen(unit.getModifiers())
          && !unit.getModifiers().contains(JavaModifier.BRIDGE)
          && !unit.getName().equals("<clinit>")) {
        lines.add(type.getName() + "#" + signature(unit));
      }
    }
    return lines;
  }

  private static String signature(JavaCodeUnit unit) {
    String parameters =
        unit.getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .collect(Collectors.joining(", ", "(", ")"));
    boolean isStatic = unit.getModifiers().contains(JavaModifier.STATIC);
    return (isStatic ? "static " : "")
        + unit.getName()
        + parameters
        + ": "
        + unit.getRawReturnType().getName();
  }
}
