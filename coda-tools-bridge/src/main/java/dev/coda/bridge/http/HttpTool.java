package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.error.ConfigurationException;
import dev.coda.api.error.FailureKind;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Calls a service over HTTP. The result is always a value: limited in time and size, and with a
 * sentence for the model if the call failed. Thread-safe.
 */
public final class HttpTool implements Tool {
  private final ToolSpec spec;
  private final HttpEndpoint endpoint;
  private final HttpToolClient client;
  private final boolean repeatable;
  private final RequestWriter writer;
  private final Redirects redirects;
  private final ResponseReader reader;

  private HttpTool(ToolSpec spec, HttpEndpoint endpoint, HttpToolClient client) {
    this.spec = spec;
    this.endpoint = endpoint;
    this.client = client;
    this.repeatable = spec.idempotent();
    this.writer = new RequestWriter(endpoint, repeatable);
    this.redirects = new Redirects(endpoint);
    this.reader = new ResponseReader(spec, client.maxResponseBytes(), client.maxFileBytes());
  }

  /**
   * Creates the tool. The caller closes the client.
   *
   * @param spec the description of the tool
   * @param endpoint the service
   * @param client the client that calls the service
   * @return the tool
   */
  public static HttpTool create(ToolSpec spec, HttpEndpoint endpoint, HttpToolClient client) {
    return new HttpTool(spec, endpoint, client);
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public ToolResult execute(JsonNode input, ToolContext context) {
    try (CallScope scope = new CallScope(context, spec.timeout(), client.clock())) {
      return execute(input, context, scope);
    }
  }

  private ToolResult execute(JsonNode input, ToolContext context, CallScope scope) {
    try {
      HttpAuth.Credentials credentials = endpoint.auth().credentials(scope);
      Request request = writer.write(input, context, credentials);
      return attempts(request, scope, credentials);
    } catch (InvalidArgumentException e) {
      return ToolResult.error(FailureKind.TOOL_INPUT_INVALID, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return CallFailures.from(e, spec.name(), endpoint.url(), scope);
    } catch (ConfigurationException e) {
      return ToolResult.error(
          FailureKind.CONFIGURATION,
          spec.name() + " is not fully configured on this server.",
          e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "HttpTool[" + spec.name() + "]";
  }

  private ToolResult attempts(Request request, CallScope scope, HttpAuth.Credentials credentials) {
    int most = repeatable ? endpoint.retry().maxAttempts() : 1;
    for (int number = 1; ; number++) {
      Attempt attempt = attempt(request, scope, credentials);
      if (number >= most || !attempt.mayImprove() || !waits(number, attempt, scope)) {
        return scope.isCancelled() && !attempt.result().isOk()
            ? CallFailures.cancelled(spec.name())
            : attempt.result();
      }
    }
  }

  private boolean waits(int number, Attempt attempt, CallScope scope) {
    try {
      return scope.pause(
          endpoint.retry().delay(number, attempt.retryAfter(), ThreadLocalRandom.current()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Attempt attempt(Request first, CallScope scope, HttpAuth.Credentials credentials) {
    Request request = first;
    try {
      for (int hop = 0; hop <= Redirects.MAX; hop++) {
        try (Response response =
            scope.send(client.forHop(request.url(), repeatable, scope), request)) {
          if (!Redirects.isRedirect(response)) {
            return reader.read(response, endpoint.redaction(credentials));
          }
          request = redirects.follow(request, response, credentials.headers().keySet());
        }
      }
      throw new RefusedRedirectException(
          FailureKind.TOOL_FAILED, "more than " + Redirects.MAX + " in a row");
    } catch (IOException e) {
      return Attempt.of(CallFailures.from(e, spec.name(), request.url(), scope));
    }
  }
}
