package dev.coda.server.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a viewer has seen of an answer: how long it is, and how the stream ended. Immutable. */
record Transcript(long characters, String lastType) {
  private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

  static Transcript read(Stream<String> lines) {
    long characters = 0;
    String type = "";
    for (String line : (Iterable<String>) lines::iterator) {
      if (line.startsWith("event: ")) {
        type = line.substring("event: ".length());
      } else if (line.startsWith("data: ") && type.equals("content_delta")) {
        // A frame can repeat what came before, and then its offset says so.
        Matcher offset = OFFSET.matcher(line);
        assertThat(offset.find()).isTrue();
        long end =
            Long.parseLong(offset.group(1))
                + line.chars().filter(character -> character == 'x').count();
        characters = Math.max(characters, end);
      }
    }
    return new Transcript(characters, type);
  }
}
