package app.tools;

import dev.langchain4j.agent.tool.Tool;
import java.util.List;
import java.util.Optional;

/** Thread-safe. */
public final class Weather {
  /** Immutable. */
  record Day(String city, Optional<Integer> hours) {}

  @Tool("Returns the weather of some days.")
  String weather(List<Day> days) {
    return "Sunny in " + days.get(0).city();
  }
}
