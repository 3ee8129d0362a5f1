package dev.coda.providers.hosted;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.model.ModelProvider;
import dev.coda.api.model.ModelProviderFactory;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates providers of hosts with a profile, such as {@code ollama} or {@code openrouter}, and
 * {@code hosted} for the one at {@code HOSTED_BASE_URL}. The address of a host with a profile is
 * that of the profile, unless a variable such as {@code OLLAMA_BASE_URL} is set. Its key is read
 * from the usual variable, such as {@code OPENROUTER_API_KEY}. Thread-safe.
 */
public final class HostedProviderFactory implements ModelProviderFactory {
  private static final String ANY = "hosted";
  private static final String GENERIC = "generic";

  /** For {@link java.util.ServiceLoader}. */
  public HostedProviderFactory() {}

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    HostProfile.all().forEach(profile -> names.add(profile.name()));
    names.remove(GENERIC);
    names.add(ANY);
    return names;
  }

  @Override
  public ModelProvider create(String name, Function<String, @Nullable String> environment) {
    if (name.equals(ANY)) {
      String profile = environment.apply("HOSTED_PROFILE");
      return HostedProvider.builder()
          .profile(profile == null || profile.isBlank() ? null : HostProfile.named(profile))
          .baseUrl(environment.apply("HOSTED_BASE_URL"))
          .apiKey(environment.apply("HOSTED_API_KEY"))
          .build();
    }
    HostProfile profile = HostProfile.named(name);
    String address = environment.apply(variable(name, "BASE_URL"));
    String key = environment.apply(keyName(profile));
    if (isBlank(address) && isBlank(key) && isPublic(profile)) {
      throw new ConfigurationException(
          "There is no key for %s: set %s.".formatted(name, keyName(profile)));
    }
    return HostedProvider.builder()
        .name(name)
        .profile(profile)
        .baseUrl(address)
        .apiKey(key)
        .build();
  }

  private static String keyName(HostProfile profile) {
    String known = profile.keyName();
    return known == null ? variable(profile.name(), "API_KEY") : known;
  }

  private static String variable(String name, String suffix) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_') + "_" + suffix;
  }

  private static boolean isPublic(HostProfile profile) {
    String address = profile.baseUrl();
    return profile.keyName() != null && address != null && address.startsWith("https:");
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
