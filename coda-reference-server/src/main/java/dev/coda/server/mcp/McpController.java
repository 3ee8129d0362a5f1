package dev.coda.server.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.api.id.UserId;
import dev.coda.server.admission.ServerAdmission;
import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigins;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of the Model Context Protocol's streamable HTTP: one JSON-RPC message a request, or
 * a list of them, which the revision 2025-03-26 has. This server says nothing unasked, so it offers
 * no stream of its own. Thread-safe.
 */
@Hidden
@Controller("/mcp")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.TOOLS)
class McpController {
  private static final String SESSION = "Mcp-Session-Id";
  private static final String NO_MESSAGE = "The body is not a JSON-RPC message.";
  private static final int MOST_OF_A_LIST = 50;

  private final McpSessions sessions;
  private final McpMethods methods;
  private final StatelessMethods stateless;
  private final CallStream stream;
  private final ServerAdmission admission;
  private final RequestOrigins origins;

  McpController(
      McpSessions sessions,
      McpMethods methods,
      StatelessMethods stateless,
      CallStream stream,
      ServerAdmission admission,
      RequestOrigins origins) {
    this.sessions = sessions;
    this.methods = methods;
    this.stateless = stateless;
    this.stream = stream;
    this.admission = admission;
    this.origins = origins;
  }

  @Post(produces = {MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
  HttpResponse<?> receive(
      HttpRequest<?> request,
      CurrentUser user,
      @Header(SESSION) @Nullable String sessionId,
      @Header("MCP-Protocol-Version") @Nullable String version,
      @Body String body) {
    RequestGuard.check(request);
    JsonNode message;
    try {
      message = CodaJson.mapper().readTree(body);
    } catch (JsonProcessingException e) {
      return refused(null, JsonRpc.PARSE_ERROR, "The body is not JSON.");
    }
    String asked = StatelessRequest.isOne(message) ? StatelessRequest.version(message) : version;
    if (asked != null && !StatelessMethods.VERSIONS.contains(asked)) {
      return unsupported(message.get("id"), asked);
    }
    boolean isList = message.isArray() && !message.isEmpty() && message.size() <= MOST_OF_A_LIST;
    if (!isList && !isMessage(message)) {
      return refused(null, JsonRpc.INVALID_REQUEST, NO_MESSAGE);
    }
    for (JsonNode each : isList ? message : JsonNodeFactory.instance.arrayNode().add(message)) {
      if (!user.may(Scope.CHAT) && AskAgent.isCalled(each)) {
        throw ProblemException.of(
            ErrorCode.FORBIDDEN, "%s takes a token with the scope chat.".formatted(AskAgent.NAME));
      }
    }
    if (StatelessRequest.isOne(message)) {
      return handleAlone(request, caller(request, user), message);
    }
    if (isList) {
      return handleAll(new UserId(user.userId()), sessionId, message);
    }
    return handle(caller(request, user), sessionId, message);
  }

  @Delete
  HttpResponse<?> end(HttpRequest<?> request, CurrentUser user, @Header(SESSION) String sessionId) {
    RequestGuard.check(request);
    sessions.end(new UserId(user.userId()), sessionId);
    return HttpResponse.noContent();
  }

  private Caller caller(HttpRequest<?> request, CurrentUser user) {
    return new Caller(new UserId(user.userId()), origins.of(request)::link);
  }

  private HttpResponse<?> handle(Caller caller, @Nullable String sessionId, JsonNode message) {
    UserId user = caller.user();
    JsonNode id = message.get("id");
    String method = message.path("method").asText();
    JsonNode params = message.path("params");
    if (method.equals("initialize") && id != null) {
      return json(JsonRpc.result(id, methods.initialize(params)))
          .header(SESSION, sessions.start(caller, McpMethods.canOpen(params)));
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
    return json(answer(session, id, method));
  }

  /** Answers a request that belongs to no session. */
  private HttpResponse<?> handleAlone(HttpRequest<?> request, Caller caller, JsonNode message) {
    UserId user = caller.user();
    JsonNode id = message.get("id");
    if (id == null || !message.has("method")) {
      return HttpResponse.accepted();
    }
    StatelessRequest alone;
    try {
      alone = StatelessRequest.of(request.getHeaders(), message);
    } catch (RefusedException e) {
      return refused(id, e.code(), e.text());
    }
    if (alone.method().equals("tools/call")) {
      admission.check(user);
      return RunStreams.answer(
          stream.answer(
              alone, (signal, progress) -> stateless.call(caller, alone, signal, progress)));
    }
    Optional<ObjectNode> answer = stateless.answer(user, alone.method());
    return answer.isPresent()
        ? json(JsonRpc.result(id, answer.get()))
        : HttpResponse.notFound(
                JsonRpc.error(id, JsonRpc.METHOD_NOT_FOUND, "There is no method " + alone.method())
                    .toString())
            .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static HttpResponse<?> unsupported(@Nullable JsonNode id, String version) {
    ObjectNode error =
        JsonRpc.error(
            id, StatelessRequest.UNSUPPORTED_VERSION, "Unsupported protocol version " + version);
    ObjectNode data = error.withObject("/error").putObject("data").put("requested", version);
    StatelessMethods.VERSIONS.forEach(data.putArray("supported")::add);
    return HttpResponse.badRequest(error.toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  /** Answers a list in one go; where tools are called, each answer is an event of one stream. */
  private HttpResponse<?> handleAll(UserId user, @Nullable String sessionId, JsonNode messages) {
    if (sessionId == null) {
      return refused(null, JsonRpc.INVALID_REQUEST, "Initialize first, then send " + SESSION + ".");
    }
    McpSession session = sessions.find(user, sessionId);
    ArrayNode answers = JsonNodeFactory.instance.arrayNode();
    List<JsonNode> calls = new ArrayList<>();
    for (JsonNode message : messages) {
      JsonNode id = message.get("id");
      String method = message.path("method").asText();
      if (!isMessage(message)) {
        answers.add(JsonRpc.error(id, JsonRpc.INVALID_REQUEST, NO_MESSAGE));
      } else if (id == null || !message.has("method")) {
        methods.notice(session, method, message.path("params"));
      } else if (method.equals("tools/call")) {
        admission.check(user);
        calls.add(message);
      } else {
        answers.add(answer(session, id, method));
      }
    }
    if (!calls.isEmpty()) {
      return RunStreams.answer(stream.answers(session, answers, calls));
    }
    return answers.isEmpty()
        ? HttpResponse.accepted()
        : HttpResponse.ok(answers.toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private ObjectNode answer(McpSession session, JsonNode id, String method) {
    try {
      return JsonRpc.result(id, methods.answer(session, method));
    } catch (RefusedException e) {
      return JsonRpc.error(id, e);
    }
  }

  private static boolean isMessage(JsonNode message) {
    return message.isObject() && message.path("jsonrpc").asText().equals("2.0");
  }

  private static HttpResponse<?> refused(@Nullable JsonNode id, int code, String text) {
    return HttpResponse.badRequest(JsonRpc.error(id, code, text).toString())
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static MutableHttpResponse<String> json(ObjectNode message) {
    return HttpResponse.ok(message.toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
  }
}
