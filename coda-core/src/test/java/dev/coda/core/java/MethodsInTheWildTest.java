package dev.coda.core.java;

import static dev.coda.core.java.Contexts.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.ToolResult;
import dev.langchain4j.agent.tool.Tool;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What methods look like that nobody wrote for a model. */
class MethodsInTheWildTest {
  enum Level {
    LOW(1),
    HIGH(9);

    private final int value;

    Level(int value) {
      this.value = value;
    }

    @JsonValue
    int value() {
      return value;
    }
  }

  record Booking(
      @JsonFormat(pattern = "dd/MM/yyyy") LocalDate day,
      @JsonFormat(pattern = "yyyy-MM-dd HH:mm") LocalDateTime at,
      @JsonFormat(pattern = "dd.MM.yyyy") List<LocalDate> others) {}

  record Place(String city, int floor) {}

  static class Store<T> {
    @Tool
    public String keep(T thing) {
      return "kept " + thing;
    }

    @Tool
    public String keepAll(List<T> things) {
      return "kept " + things.get(0);
    }
  }

  static final class Places extends Store<Place> {
    @Override
    public String keep(Place thing) {
      return "kept " + thing.city();
    }
  }

  static final class Tools {
    @Tool
    String book(Booking booking) {
      return booking.day() + " " + booking.at() + " " + booking.others();
    }

    @Tool
    String rate(Level level) {
      return level.name();
    }

    @Tool
    CompletableFuture<Integer> soon() {
      return CompletableFuture.supplyAsync(() -> 42);
    }

    @Tool
    CompletionStage<Integer> failing() {
      return CompletableFuture.failedFuture(new IllegalStateException("no"));
    }

    @Tool
    Future<Integer> future() {
      return CompletableFuture.completedFuture(1);
    }

    @Tool
    Object hidden() {
      return (Flow.Publisher<Integer>) subscriber -> {};
    }

    @Tool
    String day(LocalDate d) {
      return "" + d;
    }

    @Tool
    String id(UUID d) {
      return "" + d;
    }

    @Tool
    String last(Duration d) {
      return "" + d;
    }

    @Tool
    String number(int d) {
      return "" + d;
    }
  }

  private final JavaTools tools = JavaTools.from(new Tools());

  @Test
  void describesAndReadsDatesInTheFormatThatTheirAnnotationAsksFor() throws Exception {
    JsonNode day = schema("book").at("/properties/booking/properties/day");
    assertThat(day)
        .isEqualTo(json("{\"type\": \"string\", \"description\": \"Written as dd/MM/yyyy.\"}"));
    assertThat(
            call(
                    tools,
                    "book",
                    "{\"booking\": {\"day\": \"02/01/2026\", \"at\": \"2026-01-02 10:30\","
                        + " \"others\": [\"03.01.2026\"]}}")
                .output())
        .isEqualTo(json("\"2026-01-02 2026-01-02T10:30 [2026-01-03]\""));
  }

  @Test
  void describesAnEnumByItsJsonValues() throws Exception {
    assertThat(schema("rate").at("/properties/level"))
        .isEqualTo(json("{\"type\": \"integer\", \"enum\": [1, 9]}"));
    assertThat(call(tools, "rate", "{\"level\": 9}").output()).isEqualTo(json("\"HIGH\""));
  }

  @Test
  void knowsWhatAGenericSuperclassIsUsedFor() throws Exception {
    JavaTools places = JavaTools.from(new Places());
    String place = "{\"city\": \"Bonn\", \"floor\": 2}";
    assertThat(call(places, "keep", "{\"thing\": " + place + "}").output())
        .isEqualTo(json("\"kept Bonn\""));
    assertThat(call(places, "keepAll", "{\"things\": [" + place + "]}").output())
        .isEqualTo(json("\"kept Place[city=Bonn, floor=2]\""));
  }

  @Test
  void waitsForFutures() throws Exception {
    assertThat(call(tools, "soon", "{}").output()).isEqualTo(json("42"));
    assertThat(call(tools, "future", "{}").output()).isEqualTo(json("1"));
    assertThat(call(tools, "failing", "{}").failure()).isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(call(tools, "hidden", "{}").message())
        .isEqualTo("hidden answered with a stream of values instead of a value.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day | \"\" | must be a date such as 2026-03-02",
        "day | \"tomorrow\" | must be a date such as 2026-03-02",
        "id | \"\" | must be a UUID such as 3f2b0c9e-6a58-4d0b-9a51-0a4f5d6c7b8e",
        "last | \"\" | must be a duration such as PT90M",
        "last | \"an hour\" | must be a duration such as PT90M",
        "number | 3000000000 | must be a whole number from -2147483648 to 2147483647",
        "number | 5.5 | must be a whole number from -2147483648 to 2147483647",
      })
  void saysWhatToWriteInPlaceOfAWrongValue(String tool, String value, String words)
      throws Exception {
    ToolResult result = call(tools, tool, "{\"d\": " + value + "}");
    assertThat(result.failure()).isEqualTo(FailureKind.TOOL_INPUT_INVALID);
    assertThat(result.message()).isEqualTo("The arguments cannot be used. /d: " + words);
  }

  private JsonNode schema(String name) {
    return find(tools, name).spec().inputSchema();
  }

  private static ToolResult call(JavaTools tools, String name, String input) throws Exception {
    return Contexts.call(find(tools, name), input);
  }

  private static dev.coda.api.tool.Tool find(JavaTools tools, String name) {
    return tools.tools().stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
