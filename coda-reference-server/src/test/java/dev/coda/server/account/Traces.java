package dev.coda.server.account;

import dev.coda.server.fixture.Tables;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What names a user in the database: their id and address, and every id in a row that has one of
 * these, and so on. Immutable.
 */
final class Traces {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Histories of migrations; and sign-ins that began, which are sealed, name nobody and expire. */
  private static final Set<String> OF_NOBODY =
      Set.of("server_schema_history", "coda_store_migrations", "begun_mcp_sign_ins");

  private final Set<String> names;

  private Traces(Set<String> names) {
    this.names = names;
  }

  /** Follows the ids from row to row. */
  static Traces of(String id, String address) {
    Traces traces = new Traces(new TreeSet<>(Set.of(id, address)));
    Deque<String> fresh = new ArrayDeque<>(traces.names);
    while (!fresh.isEmpty()) {
      String rows = String.join("\n", rows(fresh).values());
      fresh.clear();
      ID.matcher(rows)
          .results()
          .map(found -> found.group())
          .filter(traces.names::add)
          .forEach(fresh::add);
    }
    return traces;
  }

  /** Returns the tables that can have something of a user. */
  static List<String> tables() {
    String all =
        Tables.value(
            """
            SELECT string_agg(table_name, ' ') FROM information_schema.tables
             WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
            """);
    return List.of(all.split(" ", -1)).stream().filter(name -> !OF_NOBODY.contains(name)).toList();
  }

  /** Returns the rows that have one of the names now, by their tables. */
  Map<String, String> found() {
    return rows(names);
  }

  private static Map<String, String> rows(Iterable<String> names) {
    String any = String.join("|", names);
    Map<String, String> found = new TreeMap<>();
    for (String table : tables()) {
      String rows =
          Tables.value(
              "SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM %s t WHERE t::text ~ ?"
                  .formatted(table),
              any);
      if (!rows.isEmpty()) {
        found.put(table, rows);
      }
    }
    return found;
  }
}
