package dev.coda.core.internal.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Groups the verbs by which people and services name the same operation. Thread-safe. */
final class Synonyms {
  /** Verbs that mean to create something. */
  static final List<String> MAKING = List.of(Terms.stem("create"), Terms.stem("update"));

  private static final Map<String, List<String>> GROUPS = new HashMap<>();

  static {
    group("get", "retrieve", "fetch", "show", "read", "view", "list", "see");
    group("list", "all", "enumerate", "get", "every", "show");
    group("create", "add", "make", "new", "start", "post", "submit", "publish");
    group("update", "change", "edit", "modify", "set", "rename", "replace", "close");
    group("delete", "del", "remove", "destroy", "erase", "revoke");
    group("cancel", "stop", "abort", "end");
    group("search", "find", "look", "query");
    group("send", "deliver", "notify");
    group("request", "ask");
    group("repo", "repository");
    group("org", "organization");
  }

  private Synonyms() {}

  /** Returns other terms for a term; empty if there are none. */
  static List<String> of(String term) {
    return GROUPS.getOrDefault(term, List.of());
  }

  private static void group(String... words) {
    List<String> terms = List.of(words).stream().map(Terms::stem).toList();
    for (String term : terms) {
      List<String> others = terms.stream().filter(other -> !other.equals(term)).toList();
      GROUPS.merge(
          term,
          others,
          (known, more) -> Stream.concat(known.stream(), more.stream()).distinct().toList());
    }
  }
}
