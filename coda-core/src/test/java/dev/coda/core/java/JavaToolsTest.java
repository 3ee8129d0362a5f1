package dev.coda.core.java;

import static dev.coda.core.java.Contexts.call;
import static dev.coda.core.java.Contexts.context;
import static dev.coda.core.java.Contexts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.cancel.CancelReason;
import dev.coda.api.cancel.CancelSignal;
import dev.coda.api.error.FailureKind;
import dev.coda.api.error.ToolException;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolOrigin;
import dev.coda.api.tool.ToolPermission;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import dev.langchain4j.agent.tool.P;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JavaToolsTest {
  record Stay(LocalDate from, int nights) {
    Stay {
      if (nights > 28) {
        throw new IllegalArgumentException("nobody stays longer than 28 nights");
      }
    }
  }

  static final class Broken {
    public Object getSelf() {
      return this;
    }
  }

  static class Hotel {
    private final List<Stay> booked = new ArrayList<>();

    @dev.langchain4j.agent.tool.Tool("Books a stay.")
    @ToolSettings(
        permission = ToolPermission.ASK,
        idempotent = true,
        timeoutMs = 5000,
        maxConcurrency = 2)
    public Stay book(Stay stay, ToolContext context) {
      booked.add(stay);
      context.progress().report("booked under " + context.idempotencyKey(), 100);
      return stay;
    }

    @dev.langchain4j.agent.tool.Tool(name = "cancel_all", value = "Cancels every stay.")
    void cancelAll() {
      booked.clear();
    }

    @dev.langchain4j.agent.tool.Tool("Greets.")
    protected String greet(@P(value = "Who.", defaultValue = "stranger") String name) {
      return "Hello, " + name;
    }

    @dev.langchain4j.agent.tool.Tool("Finds a stay.")
    @Nullable Stay find(Optional<Integer> nights) {
      return nights.map(count -> new Stay(LocalDate.EPOCH, count)).orElse(null);
    }

    @dev.langchain4j.agent.tool.Tool("Answers in its own words.")
    ToolResult own() {
      return ToolResult.error(FailureKind.TOOL_FAILED, "The hotel is closed.");
    }

    @dev.langchain4j.agent.tool.Tool("Fails for a reason models may hear.")
    void refuse() {
      throw new ToolException(FailureKind.TOOL_UNAVAILABLE, "The desk opens at 8.");
    }

    @dev.langchain4j.agent.tool.Tool("Fails for a reason models may not hear.")
    void crash() {
      throw new IllegalStateException("jdbc:postgresql://admin:secret@db/hotel");
    }

    @dev.langchain4j.agent.tool.Tool("Returns what cannot be written.")
    Broken broken() {
      return new Broken();
    }
  }

  static final class GrandHotel extends Hotel {
    @Override
    @dev.langchain4j.agent.tool.Tool("Greets grandly.")
    protected String greet(String name) {
      return "Welcome, " + name;
    }
  }

  private final Hotel hotel = new Hotel();

  private static Tool tool(Object owner, String name) {
    return JavaTools.from(owner).tools().stream()
        .filter(tool -> tool.spec().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void callsMethodWithRecordAndContext() throws Exception {
    List<String> progress = new ArrayList<>();
    ToolContext context = context().progress((line, percent) -> progress.add(line)).build();

    ToolResult result =
        tool(hotel, "book").execute(json("{'stay':{'from':'2026-03-01','nights':2}}"), context);

    assertThat(result.output()).isEqualTo(json("{'from':'2026-03-01','nights':2}"));
    assertThat(hotel.booked).containsExactly(new Stay(LocalDate.of(2026, 3, 1), 2));
    assertThat(progress).containsExactly("booked under " + context.callId());
  }

  @Test
  void tellsTheGateWhatTheMethodDeclares() {
    ToolSpec book = tool(hotel, "book").spec();

    assertThat(book.description()).isEqualTo("Books a stay.");
    assertThat(book.origin()).isEqualTo(ToolOrigin.JAVA);
    assertThat(book.permission()).isEqualTo(ToolPermission.ASK);
    assertThat(book.idempotent()).isTrue();
    assertThat(book.readOnly()).isFalse();
    assertThat(book.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(book.maxConcurrency()).isEqualTo(2);
  }

  @Test
  void answersWithWhateverTheMethodReturns() throws Exception {
    assertThat(call(tool(hotel, "cancel_all"), "{}").output()).isEqualTo(json("{}"));
    assertThat(call(tool(hotel, "greet"), "{}").output()).isEqualTo(json("'Hello, stranger'"));
    assertThat(call(tool(hotel, "greet"), "{'name':null}").output())
        .isEqualTo(json("'Hello, stranger'"));
    assertThat(call(tool(hotel, "find"), "{}").output()).isEqualTo(json("null"));
    assertThat(call(tool(hotel, "find"), "{'nights':3}").output())
        .isEqualTo(json("{'from':'1970-01-01','nights':3}"));
    assertThat(call(tool(hotel, "own"), "{}").message()).isEqualTo("The hotel is closed.");
  }

  @Test
  void callsTheNearestOfInheritedMethods() throws Exception {
    GrandHotel grand = new GrandHotel();

    assertThat(call(tool(grand, "greet"), "{'name':'Ada'}").output())
        .isEqualTo(json("'Welcome, Ada'"));
    assertThat(JavaTools.from(grand).tools())
        .extracting(tool -> tool.spec().name())
        .containsExactly("book", "broken", "cancel_all", "crash", "find", "greet", "own", "refuse");
  }

  @Test
  void tellsModelWhichArgumentCannotBeUsed() throws Exception {
    Tool book = tool(hotel, "book");

    ToolResult noDate = call(book, "{'stay':{'from':'tomorrow','nights':2}}");
    ToolResult tooLong = call(book, "{'stay':{'from':'2026-03-01','nights':29}}");

    assertThat(noDate.failure()).isEqualTo(FailureKind.TOOL_INPUT_INVALID);
    assertThat(noDate.message())
        .isEqualTo("The arguments cannot be used. /stay/from: must be a date such as 2026-03-02");
    assertThat(tooLong.message())
        .isEqualTo("The arguments cannot be used. /stay: nobody stays longer than 28 nights");
  }

  @Test
  void keepsWhatModelsMayNotHearForTheLog() throws Exception {
    ToolResult crashed = call(tool(hotel, "crash"), "{}");

    assertThat(crashed.failure()).isEqualTo(FailureKind.TOOL_FAILED);
    assertThat(crashed.message()).isEqualTo("crash failed with an unexpected error.");
    assertThat(crashed.detail()).contains("IllegalStateException", "JavaToolsTest.java");
    assertThatThrownBy(() -> call(tool(hotel, "refuse"), "{}"))
        .isInstanceOf(ToolException.class)
        .hasMessage("The desk opens at 8.");
  }

  @Test
  void saysThatResultIsNoJson() throws Exception {
    assertThat(call(tool(hotel, "broken"), "{}").failure())
        .isEqualTo(FailureKind.TOOL_OUTPUT_INVALID);
  }

  @Test
  void makesToolOfLambda() throws Exception {
    CancelSignal cancelled = CancelSignal.create();
    cancelled.cancel(CancelReason.REQUESTED);
    Tool until =
        JavaTools.tool(
            "until",
            "Tells when a stay ends.",
            Stay.class,
            spec -> spec.readOnly(true).permission(ToolPermission.ASK),
            (stay, context) ->
                context.cancelSignal().isCancelled()
                    ? Instant.EPOCH
                    : stay.from().plusDays(stay.nights()));

    assertThat(until.spec().idempotent()).isTrue();
    assertThat(until.spec().permission()).isEqualTo(ToolPermission.ASK);
    assertThat(call(until, "{'from':'2026-02-27','nights':2}").output())
        .isEqualTo(json("'2026-03-01'"));
    assertThat(
            until
                .execute(
                    json("{'from':'2026-02-27','nights':2}"),
                    context().cancelSignal(cancelled).build())
                .output())
        .isEqualTo(json("'1970-01-01T00:00:00Z'"));
    assertThat(call(until, "{'from':'x','nights':2}").message()).contains("/from");
  }
}
