package dev.coda.examples;

// region structured
import dev.coda.core.Coda;

final class Structured {
  record Person(String name, int age) {}

  public static void main(String[] arguments) {
    try (Coda coda = Coda.of("demo/demo")) {
      System.out.println(coda.ask("Ada is 36.", Person.class));
    }
  }
}
// endregion
