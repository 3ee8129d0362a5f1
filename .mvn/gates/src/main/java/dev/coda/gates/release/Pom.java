package dev.coda.gates.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A POM as it was published.
 *
 * @param text its text
 * @param project its root
 */
record Pom(String text, Element project) {

  static Pom read(Path file) throws IOException {
    try {
      Element project =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(file.toFile())
              .getDocumentElement();
      return new Pom(Files.readString(file), project);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read " + file, e);
    }
  }

  boolean isJar() {
    return !value("packaging").equals("pom");
  }

  List<Dependency> dependencies() {
    return all(project, "dependencies", "dependency").stream().map(Dependency::of).toList();
  }

  List<Dependency> managed() {
    return all(project, "dependencyManagement", "dependencies", "dependency").stream()
        .map(Dependency::of)
        .toList();
  }

  /** Returns the text of the first element at {@code path}, or nothing. */
  String value(String... path) {
    return text(project, path);
  }

  boolean has(String element) {
    return !all(project, element).isEmpty();
  }

  private static String text(Element from, String... path) {
    return all(from, path).stream().map(Element::getTextContent).findFirst().orElse("").strip();
  }

  private static List<Element> all(Element from, String... path) {
    List<Element> found = List.of(from);
    for (String name : path) {
      found = found.stream().flatMap(element -> children(element, name).stream()).toList();
    }
    return found;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  /** A dependency as a POM declares it; what it leaves out is empty. Immutable. */
  record Dependency(String group, String artifact, String version, String scope, boolean optional) {
    private static Dependency of(Element element) {
      return new Dependency(
          text(element, "groupId"),
          text(element, "artifactId"),
          text(element, "version"),
          text(element, "scope"),
          text(element, "optional").equals("true"));
    }

    /** Whether a user of the artifact gets this as well. */
    boolean comesAlong() {
      return !optional && List.of("", "compile", "runtime").contains(scope);
    }

    @Override
    public String toString() {
      return group + ":" + artifact + ":" + version;
    }
  }
}
