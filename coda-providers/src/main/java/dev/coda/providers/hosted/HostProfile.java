package dev.coda.providers.hosted;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.coda.api.error.ConfigurationException;
import dev.coda.providers.BaseUrl;
import dev.coda.providers.internal.wire.WireJson;
import dev.coda.providers.openai.ChatDialect;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a kind of host. Immutable.
 *
 * @param name such as {@code ollama}
 * @param baseUrl its default address; null if each installation has its own
 * @param keyName the environment variable that usually has its key; null if it needs none
 * @param addresses the addresses by which it is recognised: each is the end of a host's name, or a
 *     port with a colon
 * @param dialect the differences of its chat completions
 */
@JsonNaming(SnakeCaseStrategy.class)
public record HostProfile(
    String name,
    @Nullable String baseUrl,
    @Nullable String keyName,
    List<String> addresses,
    ChatDialect dialect) {
  private static final List<HostProfile> ALL = read();

  /** Copies the list. */
  public HostProfile {
    addresses = List.copyOf(addresses);
  }

  /** {@return all profiles of the bundled table} */
  public static List<HostProfile> all() {
    return ALL;
  }

  /**
   * {@return the profile of this name in the bundled table}
   *
   * @param name the name of the profile
   * @throws ConfigurationException if there is none
   */
  public static HostProfile named(String name) {
    String wanted = name.strip().toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(profile -> profile.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new ConfigurationException(
                "There is no host profile of that name; these are known: "
                    + String.join(", ", ALL.stream().map(HostProfile::name).toList())
                    + "."));
  }

  /**
   * {@return the profile that matches this address; {@code generic} if there is none}
   *
   * @param baseUrl the address of the host, up to and including the version
   * @throws ConfigurationException if it is not an HTTP address
   */
  public static HostProfile at(String baseUrl) {
    URI address = BaseUrl.resource("the host", baseUrl, "");
    return ALL.stream()
        .filter(profile -> profile.answersAt(address))
        .findFirst()
        .orElseGet(() -> named("generic"));
  }

  private boolean answersAt(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return addresses.stream()
        .anyMatch(known ->
            known.startsWith(":")
                ? known.equals(":" + address.getPort())
                : host.equals(known) || host.endsWith("." + known));
  }

  private static List<HostProfile> read() {
    try (InputStream json =
        Objects.requireNonNull(HostProfile.class.getResourceAsStream("profiles.json"))) {
      return WireJson.mapper().readValue(json, Table.class).profiles();
    } catch (IOException e) {
      throw new ConfigurationException("The bundled profiles.json cannot be read.", e);
    }
  }

  private record Table(List<HostProfile> profiles) {}
}
