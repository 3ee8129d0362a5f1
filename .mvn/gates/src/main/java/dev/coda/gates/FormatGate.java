package dev.coda.gates;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.util.Iterator;
import java.util.List;

/** Java is laid out as google-java-format lays it out, imports included. */
final class FormatGate implements Gate {

  @Override
  public List<Finding> check(Source source) {
    if (!source.isJava()) {
      return List.of();
    }
    try {
      String formatted = format(source);
      return formatted.equals(source.text())
          ? List.of()
          : List.of(
              new Finding(
                  source.path(), firstDifference(source.text(), formatted), "is not formatted"));
    } catch (FormatterException e) {
      return List.of(new Finding(source.path(), 1, "cannot be parsed: " + e.getMessage()));
    }
  }

  @Override
  public String fix(Source source) {
    try {
      return source.isJava() ? format(source) : source.text();
    } catch (FormatterException e) {
      return source.text();
    }
  }

  private static String format(Source source) throws FormatterException {
    return new Formatter().formatSourceAndFixImports(source.text());
  }

  private static int firstDifference(String actual, String wanted) {
    Iterator<String> a = actual.lines().iterator();
    Iterator<String> b = wanted.lines().iterator();
    int line = 1;
    while (a.hasNext() && b.hasNext() && a.next().equals(b.next())) {
      line++;
    }
    return line;
  }
}
