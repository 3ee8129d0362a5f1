package dev.coda.sampletools;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a service over HTTP as any client would. */
record ToolClient(SampleToolService service, HttpClient http) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  record Answer(int status, HttpHeaders headers, JsonNode body) {
    String error() {
      return body.at("/error/message").asText();
    }

    String code() {
      return body.at("/error/code").asText();
    }
  }

  static ToolClient of(SampleToolService service) {
    return new ToolClient(service, HttpClient.newHttpClient());
  }

  Answer post(String tool, String json) {
    return post(tool, json, "application/json");
  }

  Answer post(String tool, String body, String contentType) {
    return send(
        request(tool).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.uri().resolve("/" + path))
        .timeout(Duration.ofSeconds(30));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(), response.headers(), MAPPER.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
