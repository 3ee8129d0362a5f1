package dev.coda.core.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.coda.api.tool.Tool;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever a record holds, its JSON fits the schema, and is read back as the same record. */
final class RoundTripTest {
  enum Kind {
    ONE,
    OTHER
  }

  record Times(
      LocalDate date,
      LocalTime time,
      LocalDateTime both,
      Instant instant,
      OffsetDateTime offset,
      Duration duration) {}

  record Values(
      String text,
      char letter,
      boolean flag,
      byte small,
      int whole,
      long large,
      double fraction,
      BigDecimal exact,
      UUID id,
      Kind kind,
      @Nullable String perhaps) {}

  record Everything(
      Values values,
      Times times,
      List<Kind> list,
      Set<Integer> set,
      Map<Kind, List<String>> map,
      Optional<Values> optional,
      @Nullable Everything inner) {}

  private static final AtomicReference<@Nullable Everything> RECEIVED = new AtomicReference<>();

  private static final Tool TOOL =
      JavaTools.tool(
          "everything",
          "Takes everything.",
          Everything.class,
          (everything, context) -> {
            RECEIVED.set(everything);
            return everything;
          });

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TOOL.spec().inputSchema());

  @Property(tries = 200)
  void writtenFitsSchemaAndIsReadBack(@ForAll("everything") Everything everything)
      throws Exception {
    JsonNode written =
        JavaJson.MAPPER
            .copy()
            .setDefaultPropertyInclusion(
                com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT)
            .valueToTree(everything);

    assertThat(SCHEMA.validate(written)).isEmpty();
    assertThat(TOOL.execute(written, Contexts.context().build()).isOk()).isTrue();
    assertThat(RECEIVED.get()).isEqualTo(everything);
  }

  @Provide
  Arbitrary<Everything> everything() {
    Arbitrary<Everything> leaf = level(Arbitraries.just(null));
    return level(leaf.injectNull(0.5));
  }

  private static Arbitrary<Everything> level(Arbitrary<@Nullable Everything> inner) {
    return Combinators.combine(
            values(),
            times(),
            Arbitraries.of(Kind.class).list().ofMaxSize(3),
            Arbitraries.integers().set().ofMaxSize(3),
            Arbitraries.maps(
                    Arbitraries.of(Kind.class),
                    Arbitraries.strings().ofMaxLength(5).list().ofMaxSize(2))
                .ofMaxSize(2),
            values().optional(),
            inner)
        .as(Everything::new);
  }

  private static Arbitrary<Values> values() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20);
    return Combinators.combine(
            text,
            Arbitraries.chars().range(' ', '\uD7FF'),
            Arbitraries.longs(),
            Arbitraries.doubles(),
            Arbitraries.bigDecimals().ofScale(4),
            Arbitraries.of(Kind.class),
            text.injectNull(0.5))
        .as((said, letter, number, fraction, exact, kind, perhaps) ->
            new Values(
                said,
                letter,
                number % 2 == 0,
                (byte) (long) number,
                (int) (long) number,
                number,
                fraction,
                exact,
                new UUID(number, number),
                kind,
                perhaps));
  }

  private static Arbitrary<Times> times() {
    return Combinators.combine(
            Arbitraries.longs().between(-10_000_000_000L, 100_000_000_000L),
            Arbitraries.integers().between(0, 999_999_999),
            Arbitraries.integers().between(-18, 18))
        .as((second, nano, offset) -> {
          LocalDateTime at = LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC);
          return new Times(
              at.toLocalDate(),
              at.toLocalTime(),
              at,
              at.toInstant(ZoneOffset.UTC),
              at.atOffset(ZoneOffset.ofHours(offset)),
              Duration.ofSeconds(second, nano));
        });
  }
}
