package dev.coda.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.UserId;
import dev.coda.server.admission.ServerAdmission;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.run.RunStreams;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of the Model Context Protocol's streamable HTTP: one JSON-RPC message a request.
 * This server says nothing unasked, so it offers no stream of its own. Thread-safe.
 */
@Hidden
@Controller("/mcp")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.TOOLS)
class McpController {
  private static final String SESSION = "Mcp-Session-Id";

  private final McpSessions sessions;
  private final McpMethods methods;
  private final CallStream stream;
  private final ServerAdmission admission;

  McpController(
      McpSessions sessions, McpMethods methods, CallStream stream, ServerAdmission admission) {
    this.sessions = sessions;
    this.methods = methods;
    this.stream = stream;
    this.admission = admission;
  }

  @Post(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  HttpResponse<?> receive(
      HttpRequest<?> request,
      CurrentUser user,
      @Header(SESSION) @Nullable String sessionId,
      @Header("MCP-Protocol-Version") @Nullable String version,
      @Body String body) {
    RequestGuard.check(request);
    if (version != null && !McpMethods.VERSIONS.contains(version)) {
      return refused(null, JsonRpc.INVALID_REQUEST, "Unsupported protocol version " + version);
    }
    JsonNode message;
    try {
      message = CodaJson.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      return refused(null, JsonRpc.PARSE_ERROR, "The body is no JSON.");
    }
    if (!message.isObject() || !message.path("jsonrpc").asText().equals("2.0")) {
      return refused(null, JsonRpc.INVALID_REQUEST, "The body is no single JSON-RPC message.");
    }
    if (!user.may(Scope.CHAT) && AskAgent.isCalled(message)) {
      throw ProblemException.of(
          ErrorCode.FORBIDDEN, "%s takes a token with the scope chat.".formatted(AskAgent.NAME));
    }
    return handle(new UserId(user.userId()), sessionId, message);
  }

  @Delete
  HttpResponse<?> end(HttpRequest<?> request, CurrentUser user, @Header(SESSION) String sessionId) {
    RequestGuard.check(request);
    sessions.end(new UserId(user.userId()), sessionId);
    return HttpResponse.noContent();
  }

  private HttpResponse<?> handle(UserId user, @Nullable String sessionId, JsonNode message) {
    JsonNode id = message.get("id");
    String method = message.path("method").asText();
    JsonNode params = message.path("params");
    if (method.equals("initialize") && id != null) {
      return json(JsonRpc.result(id, methods.initialize(params)))
          .header(SESSION, sessions.start(user));
    }
    if (sessionId == null) {
      return refused(id, JsonRpc.INVALID_REQUEST, "Initialize first, then send " + SESSION + ".");
    }
    McpSession session = sessions.find(user, sessionId);
    if (id == null || !message.has("method")) {
      methods.notice(session, method, params);
      return HttpResponse.accepted();
    }
    if (method.equals("tools/call")) {
      admission.check(user);
      return RunStreams.answer(stream.answer(session, id, params));
    }
    try {
      return json(JsonRpc.result(id, methods.answer(session, method)));
    } catch (RefusedException e) {
      return json(JsonRpc.error(id, e.code(), e.text()));
    }
  }

  private static HttpResponse<?> refused(@Nullable JsonNode id, int code, String text) {
    return HttpResponse.badRequest(JsonRpc.error(id, code, text).toString())
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static MutableHttpResponse<String> json(ObjectNode message) {
    return HttpResponse.ok(message.toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
