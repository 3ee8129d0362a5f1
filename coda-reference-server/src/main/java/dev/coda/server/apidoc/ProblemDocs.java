package dev.coda.server.apidoc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.http.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Describes the problems that operations answer, with their codes, headers and examples. */
final class ProblemDocs {
  private static final Set<Integer> LATER = Set.of(409, 429, 503);
  private static final String REFERENCE = "#/components/responses/Problem";

  private static final String OPENAI_REFERENCE = "#/components/responses/OpenAiError";

  private ProblemDocs() {}

  /** Adds the problems to a document. */
  static void add(ObjectNode document) {
    ObjectNode components = document.withObject("/components");
    schema(components.withObject("/schemas").putObject("Problem"));
    ObjectNode responses = components.withObject("/responses");
    codes()
        .forEach(
            (status, codes) -> response(responses.putObject("Problem" + status), status, codes));
    openAiError(responses.putObject("OpenAiError"));
  }

  /** Adds those to an operation that it can answer, unless it describes them itself. */
  static void add(ObjectNode operation, String method, String path) {
    ObjectNode responses = operation.withObject("/responses");
    boolean isOpenAi = path.startsWith("/v1/");
    for (int status : statuses(method, path)) {
      if (!responses.has(Integer.toString(status))) {
        responses
            .putObject(Integer.toString(status))
            .put("$ref", isOpenAi ? OPENAI_REFERENCE : REFERENCE + status);
      }
    }
  }

  private static Set<Integer> statuses(String method, String path) {
    Set<Integer> statuses = new TreeSet<>(Set.of(400, 401, 403, 429, 500, 503));
    if (path.contains("{")) {
      statuses.add(404);
    }
    if (!method.equals("get")) {
      statuses.add(409);
    }
    if (method.equals("post") || method.equals("patch")) {
      statuses.addAll(Set.of(413, 415));
    }
    if (method.equals("post")) {
      statuses.add(422);
    }
    return statuses;
  }

  private static Map<Integer, List<ErrorCode>> codes() {
    Map<Integer, List<ErrorCode>> byStatus = new TreeMap<>();
    Stream.of(ErrorCode.values())
        .forEach(code ->
            byStatus.merge(
                code.status().getCode(),
                List.of(code),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
    return byStatus;
  }

  private static void response(ObjectNode response, int status, List<ErrorCode> codes) {
    ErrorCode first = codes.getFirst();
    response.put(
        "description",
        first.status().getReason()
            + ": "
            + String.join(", ", codes.stream().map(ErrorCode::wireName).toList()));
    if (LATER.contains(status)) {
      ObjectNode header = response.withObject("/headers/Retry-After");
      header.put("description", "Seconds after which another try may succeed.");
      header.putObject("schema").put("type", "integer");
    }
    ObjectNode content = response.putObject("content").putObject("application/problem+json");
    content.putObject("schema").put("$ref", "#/components/schemas/Problem");
    ObjectNode examples = content.putObject("examples");
    codes.forEach(
        code -> ProblemExamples.fill(examples.withObject("/" + code.wireName() + "/value"), code));
  }

  private static void openAiError(ObjectNode response) {
    response.put("description", "An error in the form of OpenAI's protocols.");
    ObjectNode error =
        response
            .withObject("/content")
            .withObject("/application~1json/schema/properties/error")
            .put("type", "object");
    text(error.putObject("properties"), "message", "type", "code", "param");
    Stream.of("message", "type", "code").forEach(error.withArray("/required")::add);
  }

  private static void schema(ObjectNode schema) {
    schema.put("type", "object");
    schema.put("description", "Problem details (RFC 9457) with a stable code.");
    ObjectNode properties = schema.putObject("properties");
    text(properties, "type", "title", "detail", "trace_id");
    properties.putObject("status").put("type", "integer");
    ObjectNode code = properties.putObject("code").put("type", "string");
    Stream.of(ErrorCode.values()).forEach(value -> code.withArray("/enum").add(value.wireName()));
    ObjectNode errors = properties.putObject("errors").put("type", "array");
    ObjectNode error = errors.putObject("items").put("type", "object");
    text(error.putObject("properties"), "field", "message");
    Stream.of("field", "message").forEach(error.withArray("/required")::add);
    quota(properties);
    ObjectNode decision = properties.putObject("decision").put("type", "string");
    decision.put("description", "The earlier decision on an approval, which holds.");
    Stream.of("approve", "deny").forEach(decision.withArray("/enum")::add);
    Stream.of("type", "title", "status", "detail", "code", "trace_id")
        .forEach(schema.withArray("/required")::add);
  }

  /** A problem has these members where a quota is used up. */
  private static void quota(ObjectNode properties) {
    text(properties, "quota");
    Stream.of("limit", "used", "left")
        .forEach(name ->
            properties
                .putObject(name)
                .put("description", "A number, or a decimal text for money."));
    properties.putObject("resets_at").put("type", "string").put("format", "date-time");
  }

  private static void text(ObjectNode properties, String... names) {
    Stream.of(names).forEach(name -> properties.putObject(name).put("type", "string"));
  }
}
