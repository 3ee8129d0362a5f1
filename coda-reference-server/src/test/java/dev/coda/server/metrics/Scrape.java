package dev.coda.server.metrics;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of a server at one time. Immutable. */
record Scrape(Map<String, Double> series) {
  static Scrape of(ApiClient client) {
    Reply reply = client.get("/prometheus");
    if (reply.status() != 200) {
      throw new AssertionError("no metrics but " + reply.status() + " " + reply.body());
    }
    Map<String, Double> series = new TreeMap<>();
    reply
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
    return new Scrape(series);
  }

  /** Returns the sum of all series with this name whose labels contain a text. */
  double sum(String name, String labels) {
    return series.entrySet().stream()
        .filter(each -> each.getKey().equals(name) || each.getKey().startsWith(name + "{"))
        .filter(each -> each.getKey().contains(labels))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  double sum(String name) {
    return sum(name, "");
  }

  boolean has(String name) {
    return series.keySet().stream()
        .anyMatch(each -> each.equals(name) || each.startsWith(name + "{"));
  }
}
