package dev.coda.server.startup;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelRef;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.hosted.HostProfile;
import dev.coda.providers.openai.OpenAiApi;
import dev.coda.server.config.StartupException;
import dev.coda.server.database.DatabaseAddress;
import dev.coda.server.origin.TrustedProxies;
import dev.coda.server.startup.EnvironmentVariable.Rule;
import io.micronaut.core.convert.ConversionService;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What values must be, read as the server reads them later. */
final class Rules {
  private static final Set<String> YES_OR_NO =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n");

  /** Examples of times, of each unit one. */
  private static final List<Duration> TIMES =
      List.of(
          Duration.ofMillis(500),
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ofHours(12),
          Duration.ofDays(90));

  private Rules() {}

  static Rule number(long least, long most) {
    String range =
        most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
    return of(
        value ->
            ConversionService.SHARED
                .convert(value, Long.class)
                .filter(number -> number >= least && number <= most)
                .isPresent(),
        "must be a whole number " + range);
  }

  static Rule money() {
    return of(
        value ->
            ConversionService.SHARED
                .convert(value, BigDecimal.class)
                .filter(amount -> amount.signum() > 0)
                .isPresent(),
        "must be an amount of more than 0, such as 0.50");
  }

  static Rule duration(Duration least, Duration most) {
    return of(
        value ->
            convertDuration(value)
                .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                .isPresent(),
        "must be a time from %s to %s, such as %s"
            .formatted(text(least), text(most), timesBetween(least, most)));
  }

  private static String timesBetween(Duration least, Duration most) {
    List<String> times =
        TIMES.stream()
            .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
            .limit(3)
            .map(Rules::text)
            .toList();
    int last = times.size() - 1;
    return String.join(", ", times.subList(0, last)) + " or " + times.get(last);
  }

  static Rule flag() {
    return value ->
        YES_OR_NO.contains(value.toLowerCase(Locale.ROOT)) ? null : "must be true or false";
  }

  static Rule folder() {
    return value -> {
      try {
        Path path = Path.of(value);
        return Files.exists(path) && !Files.isDirectory(path)
            ? "must be a folder, and there is a file"
            : null;
      } catch (InvalidPathException e) {
        return "must be the path of a folder";
      }
    };
  }

  static Rule file() {
    return value -> {
      try {
        return Files.isRegularFile(Path.of(value)) && Files.isReadable(Path.of(value))
            ? null
            : "must be a file that can be read";
      } catch (InvalidPathException e) {
        return "must be the path of a file";
      }
    };
  }

  static Rule model() {
    return value -> {
      try {
        ModelRef.of(value.strip());
        return null;
      } catch (IllegalArgumentException e) {
        return "must be provider/name, such as openai/gpt-5-mini";
      }
    };
  }

  static Rule addresses() {
    return value -> {
      try {
        var _ =
            AddressGuard.allowing(
                Arrays.stream(value.split(",", -1))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .toList());
        return null;
      } catch (IllegalArgumentException e) {
        return "must be addresses separated by commas, such as 127.0.0.1:9000 (%s)"
            .formatted(e.getMessage());
      }
    };
  }

  static Rule proxies() {
    return of(
        TrustedProxies::isValid,
        "must be IP addresses or CIDR blocks separated by commas, such as 10.0.0.0/8");
  }

  /** An address of a provider, which is not repeated since it may hold a password. */
  static Rule baseUrl() {
    return value -> {
      try {
        var _ = BaseUrl.resource("this provider", value, "");
        return null;
      } catch (ConfigurationException | IllegalArgumentException e) {
        return "must be an http or https address without user or password, such as https://host/v1";
      }
    };
  }

  /** A key, which is sent as a header. */
  static Rule key() {
    return value ->
        value.chars().allMatch(each -> each > ' ' && each < 0x7f)
            ? null
            : "must be a key without spaces, line breaks or characters beyond ASCII";
  }

  static Rule protocol() {
    return value -> {
      try {
        OpenAiApi.from(value);
        return null;
      } catch (ConfigurationException e) {
        return "must be responses or chat_completions";
      }
    };
  }

  static Rule hostProfile() {
    return value -> {
      try {
        HostProfile.named(value);
        return null;
      } catch (ConfigurationException e) {
        return "must be one of "
            + HostProfile.all().stream()
                .map(HostProfile::name)
                .sorted()
                .collect(Collectors.joining(", "));
      }
    };
  }

  static Rule databaseUrl() {
    return value -> {
      try {
        DatabaseAddress address = DatabaseAddress.parse(value.strip());
        String certificates = address.options().get("sslrootcert");
        return certificates == null || Files.isReadable(Path.of(certificates))
            ? null
            : "names a file for sslrootcert that cannot be read";
      } catch (StartupException e) {
        return withoutName(String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException e) {
        return "is not of the form postgresql://user:password@host:port/database";
      }
    };
  }

  static Rule redisUrl() {
    return of(
        value -> {
          try {
            URI address = new URI(value.strip());
            return Set.of("redis", "rediss").contains(String.valueOf(address.getScheme()))
                && address.getHost() != null
                && address.getPath().matches("(/\\d*)?");
          } catch (URISyntaxException e) {
            return false;
          }
        },
        "must be an address like redis://user:password@host:6379/0, with rediss for TLS");
  }

  static Rule of(Predicate<String> holds, String expected) {
    return value -> holds.test(value) ? null : expected;
  }

  private static Optional<Duration> convertDuration(String value) {
    try {
      return ConversionService.SHARED.convert(value, Duration.class);
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String withoutName(String message) {
    String text = message.replaceFirst("^DATABASE_URL ", "");
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String text(Duration duration) {
    for (var unit : List.of(Map.entry(86_400L, "d"), Map.entry(3_600L, "h"), Map.entry(60L, "m"))) {
      if (duration.toSeconds() >= unit.getKey() && duration.toSeconds() % unit.getKey() == 0) {
        return duration.toSeconds() / unit.getKey() + unit.getValue();
      }
    }
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
