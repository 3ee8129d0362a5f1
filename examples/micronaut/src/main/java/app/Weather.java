package app;

import dev.langchain4j.agent.tool.Tool;
import jakarta.inject.Singleton;

/** A bean that Micronaut hands out behind a proxy. Thread-safe. */
@Singleton
@Counted
public class Weather {
  @Tool("Returns the weather in a city.")
  public String weather(String city) {
    return "Sunny in " + city;
  }
}
