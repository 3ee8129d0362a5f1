package dev.coda.core.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.coda.api.content.CodaJson;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlainArgumentsTest {
  private static final ObjectReader PARSER =
      CodaJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Property(tries = 5_000)
  void readsNothingOtherThanTheParser(@ForAll("objects") String text)
      throws JsonProcessingException {
    JsonNode plain = PlainArguments.read(text);

    if (plain != null) {
      JsonNode parsed = PARSER.readTree(text);
      assertThat(plain).isEqualTo(parsed);
      assertThat(plain.toString()).isEqualTo(parsed.toString());
    }
  }

  @Property(tries = 5_000)
  void readsNothingThatIsNoJson(@ForAll("tokens") String text) throws JsonProcessingException {
    JsonNode plain = PlainArguments.read(text);

    if (plain != null) {
      assertThat(plain).isEqualTo(PARSER.readTree(text));
    }
  }

  @Example
  void readsTheArgumentsOfMostCalls() throws JsonProcessingException {
    for (String text :
        List.of(
            "{}",
            "{\"a\":2,\"b\":40}",
            " {\n  \"city\": \"Köln 😀\",\t\"days\": -3, \"x\": 0 }\r\n",
            "{\"a\": true, \"b\": false, \"c\": null, \"d\": \"\"}")) {
      assertThat(PlainArguments.read(text)).isEqualTo(PARSER.readTree(text));
    }
  }

  @Example
  void leavesTheRestToTheParser() {
    assertThat(
            List.of(
                "",
                "{",
                "[]",
                "{\"a\":1.5}",
                "{\"a\":1e2}",
                "{\"a\":1234567890}",
                "{\"a\":[1]}",
                "{\"a\":{}}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\n\"}",
                "{\"a\":01}",
                "{\"a\":1}}",
                "{\"a\":1,}",
                "{\"a\":truer}",
                "{\"a\":\"" + "x".repeat(2_000) + "\"}"))
        .allMatch(text -> PlainArguments.read(text) == null);
  }

  @Provide
  Arbitrary<String> objects() {
    Arbitrary<String> blanks = Arbitraries.of("", "", "", " ", "\n\t", "\r");
    Arbitrary<String> names =
        Arbitraries.of("\"a\"", "\"b\"", "\"größe\"", "\"\"", "\"a b\"", "\"\\u0061\"", "a");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.integers().map(String::valueOf),
            Arbitraries.of(
                "0",
                "-0",
                "00",
                "-",
                "1.0",
                "999999999",
                "1000000000",
                "-999999999",
                "1e5",
                "true",
                "false",
                "null",
                "nul",
                "True",
                "[]",
                "{}",
                "\"x\"",
                "\"\"",
                "\"\\\"\"",
                "\"😀\"",
                "\"\uD83D\"",
                "\"\t\"",
                "\"\u007f\"",
                "NaN",
                "/*c*/1"));
    Arbitrary<String> fields =
        Combinators.combine(blanks, names, blanks, blanks, values, blanks)
            .as((a, name, b, c, value, d) -> a + name + b + ":" + c + value + d);
    Arbitrary<String> inner = fields.list().ofMaxSize(10).map(all -> String.join(",", all));
    return Combinators.combine(blanks, inner, blanks).as((a, all, b) -> a + "{" + all + "}" + b);
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.of("{", "}", "\"a\"", ":", ",", "1", "-", "true", " ", "\"", "\\", "\0", "x")
        .list()
        .ofMaxSize(9)
        .map(all -> String.join("", all));
  }
}
