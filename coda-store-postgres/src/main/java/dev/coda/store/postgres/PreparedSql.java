package dev.coda.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement that is used often: its text names its parameters, and they are found once instead of
 * at each use. Immutable.
 */
final class PreparedSql {
  /** A colon before a name; two of them are a cast. */
  private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_]+)");

  private final String text;
  private final Map<String, int[]> positions;

  private PreparedSql(String text, Map<String, int[]> positions) {
    this.text = text;
    this.positions = positions;
  }

  /** Reads a statement whose parameters are written as {@code :name}. */
  static PreparedSql of(String named) {
    Map<String, List<Integer>> found = new HashMap<>();
    StringBuilder text = new StringBuilder();
    Matcher parameters = PARAMETER.matcher(named);
    int position = 1;
    while (parameters.find()) {
      parameters.appendReplacement(text, "?");
      found.computeIfAbsent(parameters.group(1), name -> new ArrayList<>(1)).add(position++);
    }
    parameters.appendTail(text);
    Map<String, int[]> positions = new HashMap<>();
    found.forEach(
        (name, all) -> positions.put(name, all.stream().mapToInt(Integer::intValue).toArray()));
    return new PreparedSql(text.toString(), positions);
  }

  /** Prepares the statement; the driver keeps it with its connection. */
  Parameters on(Connection connection) {
    try {
      return new Parameters(this, connection.prepareStatement(text));
    } catch (SQLException e) {
      throw new StatementFailedException(e);
    }
  }

  /** Returns the positions of a parameter, counted from 1; the array must not be changed. */
  int[] positions(String name) {
    int[] found = positions.get(name);
    if (found == null) {
      throw new IllegalArgumentException("The statement has no parameter '" + name + "'.");
    }
    return found;
  }

  @Override
  public String toString() {
    return text + " " + Arrays.toString(positions.keySet().toArray());
  }
}
