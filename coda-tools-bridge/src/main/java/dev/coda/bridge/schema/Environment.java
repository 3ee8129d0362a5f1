package dev.coda.bridge.schema;

import dev.coda.api.error.ConfigurationException;
import dev.coda.bridge.http.CredentialNames;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks up the environment variables of a tool's file. */
final class Environment {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

  private final EnvironmentLookup lookup;

  Environment(EnvironmentLookup lookup) {
    this.lookup = lookup;
  }

  /** Replaces {@code ${NAME}} and {@code ${NAME:-default}}; an empty variable counts as not set. */
  String expand(String where, String text) throws InvalidFileException {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String value = lookup.value(matcher.group(1));
      if (value == null || value.isEmpty()) {
        value = matcher.group(2);
      }
      if (value == null) {
        throw notSet(where, matcher.group(1));
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  /** The values of the references in a text that have no default, which would be readable there. */
  List<String> values(String text) {
    return REFERENCE
        .matcher(text)
        .results()
        .filter(reference -> reference.group(2) == null)
        .map(reference -> find(reference.group(1)))
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * The values of the references in an address that are credentials, by the variable's name or by
   * that of the parameter which holds them.
   */
  List<String> credentials(String url) {
    return REFERENCE
        .matcher(url)
        .results()
        .filter(reference -> reference.group(2) == null)
        .filter(reference ->
            CredentialNames.include(reference.group(1))
                || CredentialNames.include(parameter(url.substring(0, reference.start()))))
        .map(reference -> find(reference.group(1)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The name of the parameter whose value begins where the text ends. */
  private static String parameter(String before) {
    String last = before.replaceFirst(".*[?&]", "");
    return last.endsWith("=") && last.length() < before.length()
        ? last.substring(0, last.length() - 1)
        : "";
  }

  /** A secret that is looked up at each use; that it is set is checked now. */
  Supplier<String> secret(String where, String name) throws InvalidFileException {
    if (find(name) == null) {
      throw notSet(where, name);
    }
    return () -> {
      String value = find(name);
      if (value == null) {
        throw new ConfigurationException("the environment variable " + name + " is not set");
      }
      return value;
    };
  }

  private @Nullable String find(String name) {
    String value = lookup.value(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static InvalidFileException notSet(String where, String name) {
    return new InvalidFileException(where, "the environment variable " + name + " is not set");
  }
}
