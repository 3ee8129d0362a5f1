package dev.coda.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Only the server sees every module's classes, so the rules between modules are checked here. */
final class ArchitectureTest {

  private static final Set<String> API = Set.of("dev.coda.api");

  /** Each module's root package, and the roots it may use beside its own. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "dev.coda.api",
          Set.of(),
          "dev.coda.bridge",
          Set.of("dev.coda.api", "dev.coda.core"),
          "dev.coda.core",
          API,
          "dev.coda.providers",
          API,
          "dev.coda.sampletools",
          Set.of(),
          "dev.coda.server",
          Set.of(
              "dev.coda.api",
              "dev.coda.bridge",
              "dev.coda.core",
              "dev.coda.providers",
              "dev.coda.sampletools",
              "dev.coda.store"),
          "dev.coda.store",
          API,
          "dev.coda.testkit",
          API);

  /** The packages of the contract, each of which may use only those before it. */
  private static final List<String> CONTRACT =
      List.of(
          "error",
          "id",
          "cancel",
          "time",
          "budget",
          "content",
          "artifact",
          "tool",
          "model",
          "message",
          "event",
          "session",
          "agent");

  /** Below this, part of the class path was not read. */
  private static final int FEWEST_CLASSES = 1000;

  private static final JavaClasses CODA =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(
              location -> !location.contains("/$") && !location.contains("$Definition"))
          // Others' classes, packed into an artifact.
          .withImportOption(location -> !location.contains("/shaded/"))
          .importPackages("dev.coda");

  @Test
  void seesEveryModule() {
    assertThat(CODA.size()).isGreaterThan(FEWEST_CLASSES);
    assertThat(MODULES.keySet())
        .allSatisfy(module -> assertThat(CODA).anyMatch(type -> resides(type, module)));
    assertThat(CODA)
        .as("every class belongs to a module that has a rule")
        .allMatch(type -> MODULES.keySet().stream().anyMatch(module -> resides(type, module)));
  }

  @TestFactory
  Stream<DynamicTest> usesModulesInOneDirection() {
    return MODULES.entrySet().stream()
        .map(module ->
            dynamicTest(module.getKey(), () -> checkUse(module.getKey(), module.getValue())));
  }

  @Test
  void hasNoCycleOfPackages() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(CODA);
  }

  @Test
  void buildsTheContractInOneDirection() {
    assertThat(CODA)
        .filteredOn(type -> resides(type, "dev.coda.api"))
        .as("every package of the contract has its place")
        .allMatch(type -> CONTRACT.contains(simpleName(type)));
    for (int i = 0; i < CONTRACT.size(); i++) {
      checkOrder("dev.coda.api", CONTRACT.subList(0, i + 1)).check(CODA);
    }
  }

  @Test
  void aStepBackInTheContractIsSeen() {
    JavaClasses fixture = new ClassFileImporter().importPackages("dev.coda.server.fixture");

    assertThat(checkOrder("dev.coda.server", List.of("fixture")).evaluate(fixture).hasViolation())
        .as("its fixtures start the server")
        .isTrue();
  }

  @TestFactory
  Stream<DynamicTest> keepsInternalPackagesInsideTheirModule() {
    return MODULES.keySet().stream()
        .map(module ->
            dynamicTest(
                module,
                () ->
                    noClasses()
                        .that()
                        .resideOutsideOfPackage(module + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(module + ".internal..")
                        .check(CODA)));
  }

  @Test
  void waitsByTheClockAlone() {
    waitsByTheClock("dev.coda.core..").check(CODA);
  }

  @Test
  void aWaitInRealTimeIsSeen() {
    JavaClasses fixture = new ClassFileImporter().importPackages("dev.coda.server.fixture");

    assertThat(waitsByTheClock("dev.coda.server.fixture..").evaluate(fixture).hasViolation())
        .as("its fixtures wait for processes")
        .isTrue();
  }

  @Test
  void marksEveryPackageForNulls() {
    List<String> unmarked =
        CODA.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  /** What depends on time goes by a {@code TimerClock}, so that a test can move it. */
  private static ArchRule waitsByTheClock(String packages) {
    return noClasses()
        .that()
        .resideInAPackage(packages)
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "ask for the time or wait past the clock", ArchitectureTest::passesTheClock));
  }

  private static boolean passesTheClock(JavaAccess<?> access) {
    if (!(access.getTarget() instanceof CodeUnitAccessTarget target)
        || target instanceof ConstructorCallTarget) {
      return false;
    }
    JavaClass owner = target.getOwner();
    return switch (target.getName()) {
      case "nanoTime", "currentTimeMillis" -> owner.isEquivalentTo(System.class);
      case "now" -> owner.getPackageName().equals("java.time");
      case "system", "systemUTC", "systemDefaultZone" -> owner.isEquivalentTo(Clock.class);
      case "sleep", "parkNanos", "parkUntil", "awaitNanos", "awaitUntil" ->
          owner.getPackageName().startsWith("java.");
      case "wait" -> !target.getRawParameterTypes().isEmpty();
      case "join" -> owner.isEquivalentTo(Thread.class) && !target.getRawParameterTypes().isEmpty();
      default ->
          owner.getPackageName().startsWith("java.util.concurrent")
              && !owner.isEquivalentTo(TimeUnit.class)
              && target.getRawParameterTypes().stream()
                  .anyMatch(type -> type.isEquivalentTo(TimeUnit.class));
    };
  }

  private static void checkUse(String module, Set<String> others) {
    DescribedPredicate<JavaClass> allowed =
        DescribedPredicate.describe(
            "are of " + module + ", of " + others + " or of a library",
            type ->
                !resides(type, "dev.coda")
                    || resides(type, module)
                    || others.stream().anyMatch(other -> resides(type, other)));
    classes()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .onlyDependOnClassesThat(allowed)
        .check(CODA);
  }

  /** The last of the packages uses none of this root but itself and those before it. */
  private static ArchRule checkOrder(String root, List<String> packages) {
    DescribedPredicate<JavaClass> allowed =
        DescribedPredicate.describe(
            "are of " + packages + " or from outside " + root,
            type -> !resides(type, root) || packages.contains(simpleName(type)));
    return classes()
        .that()
        .resideInAPackage(root + "." + packages.getLast())
        .should()
        .onlyDependOnClassesThat(allowed);
  }

  private static String simpleName(JavaClass type) {
    return type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
  }

  private static boolean resides(JavaClass type, String module) {
    return (type.getPackageName() + ".").startsWith(module + ".");
  }

  private static final class ByPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
