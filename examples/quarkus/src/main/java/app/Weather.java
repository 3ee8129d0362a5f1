package app;

import dev.langchain4j.agent.tool.Tool;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean that CDI hands out behind a client proxy. Thread-safe. */
@ApplicationScoped
public class Weather {
  @Tool("Returns the weather in a city.")
  public String weather(String city) {
    return "Sunny in " + city;
  }
}
