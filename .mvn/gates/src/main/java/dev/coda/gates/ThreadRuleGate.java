package dev.coda.gates;

import java.util.List;
import java.util.Set;

/** The Javadoc of each public top-level type of the SDK ends with its threading rule. */
final class ThreadRuleGate implements Gate {

  static final List<String> RULES =
      List.of("Immutable.", "Thread-safe.", "Confined to one thread at a time.");

  private final Set<String> modules;

  /** Applies to the main sources of {@code modules}, which are top-level folders. */
  ThreadRuleGate(Set<String> modules) {
    this.modules = Set.copyOf(modules);
  }

  @Override
  public List<Finding> check(Source source) {
    if (!source.isJava()
        || source.isTest()
        || !modules.contains(source.path().getName(0).toString())) {
      return List.of();
    }
    return PublicTypes.in(source).stream()
        .filter(type -> RULES.stream().noneMatch(rule -> type.summary().endsWith(rule)))
        .map(type ->
            new Finding(
                source.path(),
                type.line(),
                "Javadoc of " + type.name() + " must end with one of " + RULES))
        .toList();
  }
}
