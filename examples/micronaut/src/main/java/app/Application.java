package app;

import io.micronaut.runtime.Micronaut;

/** Immutable. */
final class Application {
  private Application() {}

  public static void main(String[] arguments) {
    Micronaut.run(Application.class, arguments);
  }
}
