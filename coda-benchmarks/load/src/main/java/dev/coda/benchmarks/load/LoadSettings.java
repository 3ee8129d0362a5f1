package dev.coda.benchmarks.load;

import java.time.Duration;
import java.util.List;

/**
 * What to measure. Immutable.
 *
 * @param url the server; empty to start one
 * @param tokens a file with a bearer token of a user in each line; empty to register accounts
 * @param accounts how many accounts are registered
 * @param scenarios what is measured, one after the other
 * @param users how many users chat at once, and how many watch
 * @param messages how many messages all users together send in a minute
 * @param time how long a scenario takes, after its users have arrived
 * @param p95 the longest time in which 95 % of the requests must be answered completely
 */
record LoadSettings(
    String url,
    String tokens,
    int accounts,
    List<String> scenarios,
    int users,
    int messages,
    Duration time,
    Duration p95) {

  /** Reads the system properties. */
  static LoadSettings read() {
    return new LoadSettings(
        System.getProperty("coda.url", ""),
        System.getProperty("coda.tokens", ""),
        Integer.getInteger("coda.accounts", 100),
        List.of(System.getProperty("coda.scenarios", "chat").split(",")),
        Integer.getInteger("coda.users", 1000),
        Integer.getInteger("coda.messages", 10_000),
        Duration.ofSeconds(Integer.getInteger("coda.seconds", 60)),
        Duration.ofMillis(Integer.getInteger("coda.p95", 3000)));
  }

  /** Returns the time between two messages of one user. */
  Duration pace() {
    return Duration.ofMinutes(1).multipliedBy(users).dividedBy(messages);
  }

  /** Returns how many messages all users together send in a second. */
  double perSecond() {
    return messages / 60.0;
  }
}
