package dev.coda.server.deploy;

import dev.coda.server.config.StartupException;
import dev.coda.server.fixture.Variables;
import dev.coda.server.startup.StartupSettings;
import io.micronaut.context.ApplicationContext;
import java.util.Map;

/** Finds out what a server would say of its settings. Thread-safe. */
final class WrongSettings {
  private WrongSettings() {}

  /** Returns what is wrong; empty if nothing is. */
  static String of(Map<String, Object> variables) {
    try (ApplicationContext context = Variables.context(variables)) {
      context.getEnvironment().start();
      StartupSettings.validate(context.getEnvironment());
      return "";
    } catch (StartupException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
