package dev.coda.gates.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Every jar has the licence in it; and classes, sources and documentation are of the same types.
 */
final class ContentRule implements ReleaseRule {

  private static final String PACKED_FROM_OTHERS = "/shaded/";

  /** Where what is packed in looks for its resources. */
  private static final Pattern RESOURCES_OF_OTHERS =
      Pattern.compile("(draft(-\\d+)?|ucd)/.*|leap_second_dates\\.csv");

  @Override
  public List<String> problems(PublishedArtifact artifact) throws IOException {
    List<String> problems = new ArrayList<>();
    List<String> classes = entries(artifact, ".jar", problems);
    List<String> sources = entries(artifact, "-sources.jar", problems);
    List<String> pages = entries(artifact, "-javadoc.jar", problems);
    if (!classes.isEmpty()) {
      checkClasses(artifact, classes, problems);
    }
    if (!sources.isEmpty()) {
      classes.stream()
          .filter(entry -> entry.endsWith(".class") && !entry.contains("$"))
          .filter(entry -> !entry.contains(PACKED_FROM_OTHERS))
          .filter(entry -> !entry.equals("module-info.class"))
          .map(entry -> entry.replaceFirst("class$", "java"))
          .filter(source -> !sources.contains(source))
          .forEach(source -> problems.add("has no " + source + " in its -sources.jar"));
    }
    if (!pages.isEmpty() && !pages.contains("index.html")) {
      problems.add("has no index.html in its -javadoc.jar");
    }
    return problems;
  }

  private static void checkClasses(
      PublishedArtifact artifact, List<String> entries, List<String> problems) throws IOException {
    if (!entries.contains("module-info.class")) {
      problems.add("is not a module");
    }
    entries.stream()
        .filter(entry -> !entry.endsWith("/") && !entry.equals("module-info.class"))
        .filter(entry -> !entry.startsWith("dev/coda/") && !entry.startsWith("META-INF/"))
        .filter(entry -> !RESOURCES_OF_OTHERS.matcher(entry).matches())
        .forEach(entry -> problems.add("has " + entry + " outside its own packages"));
    try (JarFile jar = new JarFile(artifact.file(".jar").toFile())) {
      String version =
          jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      if (!artifact.pom().value("version").equals(version)) {
        problems.add("has the version " + version + " in its manifest");
      }
    }
  }

  private static List<String> entries(
      PublishedArtifact artifact, String suffix, List<String> problems) throws IOException {
    if (!artifact.has(suffix)) {
      return List.of();
    }
    try (JarFile jar = new JarFile(artifact.file(suffix).toFile())) {
      List<String> entries = jar.stream().map(entry -> entry.getName()).toList();
      for (String wanted : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
        if (!entries.contains(wanted)) {
          problems.add("has no " + wanted + " in its " + suffix);
        }
      }
      return entries;
    }
  }
}
