package dev.coda.examples;

// region hello
import dev.coda.core.Coda;

final class HelloCoda {
  public static void main(String[] arguments) {
    try (Coda coda = Coda.of("demo/demo")) {
      System.out.println(coda.ask("what is the capital of Norway?"));
    }
  }
}
// endregion
