package dev.coda.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.FailureKind;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requirements on a chat model, tested with the fixtures of its protocol: complete, in slices
 * of random sizes, and cut off at any byte, by a normal end or a reset of the connection. An answer
 * is complete only after the provider's finish signal, and a later failure of the connection does
 * not change it. Tool calls are reported as complete only after this signal.
 *
 * <p>If the system property {@code coda.fixtures.record} names a folder, the expected results are
 * written there, so that a person can check them. Confined to one thread at a time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WireContract {
  /**
   * The cases that each protocol's fixtures cover; a fixture's name may continue, as in {@code
   * usage-late}.
   */
  private static final List<String> KINDS =
      List.of(
          "text",
          "reasoning",
          "one-tool",
          "parallel-tools",
          "tool-without-arguments",
          "text-then-tool",
          "structured-output",
          "images-in",
          "usage-",
          "refusal",
          "error-in-stream",
          "length-limit");

  private static final int SLICINGS = 25;
  private static final int STRIDE = 61;

  private final String folder;
  private AnswerServer server;

  /**
   * Creates the suite.
   *
   * @param folder the folder of the fixtures on the class path, such as {@code /openai-chat}
   */
  @SuppressWarnings("NullAway.Init")
  protected WireContract(String folder) {
    this.folder = folder;
  }

  /** {@return the names of the fixtures} */
  protected abstract Collection<String> names();

  /**
   * {@return the request of a fixture, as a caller writes it}
   *
   * @param name the name
   */
  protected abstract ChatRequest request(String name);

  /**
   * {@return the model, which calls its provider at this address}
   *
   * @param baseUrl the address of the host, up to and including the version
   */
  protected abstract StreamingChatModel modelAt(String baseUrl);

  /**
   * {@return the model with a connection that follows this script} By default it uses sockets.
   * Override it if there is a faster way, since it is called many thousand times.
   *
   * @param answer the answer
   */
  protected StreamingChatModel model(ScriptedAnswer answer) {
    return modelAt(server.serve(answer));
  }

  /**
   * {@return the number of bytes after which the finish signal has arrived, so that an end or a
   * reset no longer matters; more than the length of the stream if it never arrives}
   *
   * @param stream the bytes of the stream
   */
  protected abstract int finishedAt(byte[] stream);

  /** {@return whether the fixtures must contain every kind of answer of the protocol} */
  protected boolean isWholeProtocol() {
    return true;
  }

  @BeforeAll
  final void startServer() throws IOException {
    server = AnswerServer.start();
  }

  @AfterAll
  final void stopServer() throws IOException {
    server.close();
  }

  final Stream<WireFixture> fixtures() {
    return names().stream().map(name -> new WireFixture(folder, name));
  }

  @Test
  void showsEveryKindOfAnswer() {
    assertThat(names()).isNotEmpty();
    for (String kind : isWholeProtocol() ? KINDS : List.<String>of()) {
      assertThat(names()).as(kind).anyMatch(name -> name.startsWith(kind));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void writesTheRequest(WireFixture fixture) {
    String baseUrl = server.serve(ScriptedAnswer.whole(fixture.stream()));
    call(fixture, modelAt(baseUrl));
    JsonNode sent = HeardEvents.tree(server.requestTo(baseUrl));
    assertThat(recorded(fixture, "request", sent)).isEqualTo(fixture.request());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsTheStream(WireFixture fixture) {
    ScriptedAnswer whole = ScriptedAnswer.whole(fixture.stream());
    JsonNode heard = HeardEvents.of(call(fixture, modelAt(server.serve(whole))));
    assertThat(recorded(fixture, "events", heard)).isEqualTo(fixture.events());
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void readsTheSameFromEverySlicing(WireFixture fixture) {
    byte[] stream = fixture.stream();
    JsonNode events = fixture.events();
    for (int seed = 0; seed < SLICINGS; seed++) {
      RecordingHandler handler = call(fixture, model(ScriptedAnswer.sliced(stream, seed)));
      assertThat(HeardEvents.of(handler)).as("seed %s", seed).isEqualTo(events);
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void neverCompletesWhatAResetCutsOff(WireFixture fixture) {
    byte[] stream = fixture.stream();
    int last = Math.min(stream.length, finishedAt(stream) - 1);
    for (int cut = 0; cut <= last; cut++) {
      ScriptedAnswer answer = ScriptedAnswer.cut(stream, cut, ScriptedAnswer.Ending.RESET);
      assertIncomplete(cut, call(fixture, model(answer)));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void keepsAWholeAnswerWhenTheConnectionIsResetBehindIt(WireFixture fixture) {
    byte[] stream = fixture.stream();
    RecordingHandler whole = call(fixture, model(ScriptedAnswer.whole(stream)));
    RecordingHandler reset =
        call(
            fixture, model(ScriptedAnswer.cut(stream, stream.length, ScriptedAnswer.Ending.RESET)));
    if (finishedAt(stream) < stream.length && whole.lastOrNull() instanceof ChatResponse) {
      assertThat(HeardEvents.of(reset)).isEqualTo(HeardEvents.of(whole));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void completesWhatAnEndCutsOffOnlyBehindTheFinishSignal(WireFixture fixture) {
    byte[] stream = fixture.stream();
    int finish = finishedAt(stream);
    RecordingHandler whole = call(fixture, model(ScriptedAnswer.whole(stream)));
    for (int cut = 0; cut < stream.length; cut++) {
      ScriptedAnswer answer = ScriptedAnswer.cut(stream, cut, ScriptedAnswer.Ending.FIN);
      RecordingHandler handler = call(fixture, model(answer));
      if (cut < finish) {
        assertIncomplete(cut, handler);
      } else if (handler.lastOrNull() instanceof ChatResponse response) {
        assertThat(response.aiMessage()).isEqualTo(whole.response().aiMessage());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void callsAnEndWithoutFinishSignalACut(WireFixture fixture) {
    byte[] stream = fixture.stream();
    int early = Math.min(stream.length, finishedAt(stream)) / 3;
    IntStream.of(0, 1, early)
        .mapToObj(cut -> ScriptedAnswer.cut(stream, cut, ScriptedAnswer.Ending.FIN))
        .forEach(answer ->
            assertThat(call(fixture, model(answer)).failure().kind())
                .isIn(FailureKind.STREAM_CUT, FailureKind.MALFORMED_RESPONSE));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void neverCompletesWhatRealSocketsCutOff(WireFixture fixture) {
    byte[] stream = fixture.stream();
    int end = Math.min(stream.length, finishedAt(stream));
    for (ScriptedAnswer.Ending ending : ScriptedAnswer.Ending.values()) {
      for (int cut = 0; cut < end; cut += STRIDE) {
        String baseUrl = server.serve(ScriptedAnswer.cut(stream, cut, ending));
        assertIncomplete(cut, call(fixture, modelAt(baseUrl)));
      }
    }
  }

  private static void assertIncomplete(int cut, RecordingHandler handler) {
    assertThat(handler.lastWords()).as("cut at %s", cut).hasSize(1);
    assertThat(handler.lastOrNull()).as("cut at %s", cut).isInstanceOf(Throwable.class);
    assertThat(handler.toolCalls()).as("cut at %s", cut).isEmpty();
  }

  private RecordingHandler call(WireFixture fixture, StreamingChatModel model) {
    RecordingHandler handler = RecordingHandler.create();
    model.chat(request(fixture.name()), handler);
    return handler;
  }

  private static JsonNode recorded(WireFixture fixture, String kind, JsonNode actual) {
    String folder = System.getProperty("coda.fixtures.record");
    if (folder != null) {
      try {
        Files.writeString(
            Path.of(folder, fixture.name() + "." + kind + ".json"), actual.toPrettyString() + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return actual;
  }
}
