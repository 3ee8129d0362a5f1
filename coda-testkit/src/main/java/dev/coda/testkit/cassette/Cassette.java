package dev.coda.testkit.cassette;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recording as it lies in its file. Immutable. */
record Cassette(String format, int version, String provider, List<Exchange> exchanges) {
  private static final String FORMAT = "coda.cassette";
  private static final int VERSION = 1;

  Cassette {
    exchanges = List.copyOf(exchanges);
  }

  /** One request with all that was streamed, and with how it ended. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Exchange(
      JsonNode request, List<Piece> pieces, @Nullable Answer answer, @Nullable Failure failure) {
    Exchange {
      pieces = List.copyOf(pieces);
    }
  }

  /** One thing that was streamed: text, reasoning, or a piece of a tool call. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Piece(
      @Nullable String text,
      @Nullable String thinking,
      @Nullable Integer index,
      @Nullable String tool,
      @Nullable String arguments) {
    static Piece ofText(String text) {
      return new Piece(text, null, null, null, null);
    }

    static Piece ofThinking(String text) {
      return new Piece(null, text, null, null, null);
    }
  }

  /** The complete answer, which follows the streamed pieces. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(
      @Nullable String text,
      @Nullable String thinking,
      @Nullable JsonNode reasoningState,
      List<Call> calls,
      @Nullable String finishReason,
      Usage usage) {
    Answer {
      calls = List.copyOf(calls);
    }
  }

  /** One tool call of an answer. */
  record Call(String tool, String arguments) {}

  /** How a call failed. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Failure(String kind, String message, @Nullable Integer status) {}

  static Cassette of(String provider, List<Exchange> exchanges) {
    return new Cassette(FORMAT, VERSION, provider, exchanges);
  }

  static Cassette read(Path file) {
    try {
      Cassette cassette = CodaJson.mapper().readValue(file.toFile(), Cassette.class);
      if (!FORMAT.equals(cassette.format()) || cassette.version() != VERSION) {
        throw new IllegalArgumentException(file + " is not a cassette of version " + VERSION + ".");
      }
      return cassette;
    } catch (IOException e) {
      throw new UncheckedIOException("The cassette " + file + " cannot be read.", e);
    }
  }

  void write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      CodaJson.mapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("The cassette " + file + " cannot be written.", e);
    }
  }
}
