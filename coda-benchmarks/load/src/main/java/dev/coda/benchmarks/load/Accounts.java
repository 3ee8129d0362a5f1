package dev.coda.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes what users need before the load begins. Thread-safe. */
final class Accounts {
  private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
  private static final String ASKS =
      """
      {"content": "what is 12*7", "tool_permissions": {"calculator": "ask"}}
      """;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Accounts(String url) {
    this.url = url;
  }

  /** Returns an access token of each user. */
  List<String> tokens(LoadSettings settings) {
    try {
      return settings.tokens().isEmpty()
          ? IntStream.range(0, settings.accounts()).mapToObj(_ -> register()).toList()
          : Files.readAllLines(Path.of(settings.tokens()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String register() {
    String body =
        """
        {"email": "%s@example.org", "password": "correct horse"}
        """
            .formatted(UUID.randomUUID());
    String answer = post("/api/v1/auth/register", "", body, 201).body();
    Matcher token = TOKEN.matcher(answer);
    if (!token.find()) {
      throw new IllegalStateException("A registration has no token: " + answer);
    }
    return token.group(1);
  }

  /** Starts a run that waits for its user, and returns its id. */
  String waitingRun(String token) {
    HttpResponse<?> answer;
    try {
      // The stream stays open, so only its header is awaited.
      answer =
          http.send(
              request("/api/v1/chat/stream", token, ASKS).build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return answer.headers().firstValue("X-Run-Id").orElseThrow();
  }

  private HttpResponse<String> post(String path, String token, String body, int expected) {
    try {
      HttpResponse<String> answer =
          http.send(request(path, token, body).build(), BodyHandlers.ofString());
      if (answer.statusCode() != expected) {
        throw new IllegalStateException(
            "%s is %d: %s".formatted(path, answer.statusCode(), answer.body()));
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path, String token, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }
}
