package dev.coda.server.dialect.agui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.event.ApprovalDecision;
import dev.coda.api.event.ApprovalRequired;
import dev.coda.api.event.Interrupt;
import dev.coda.api.id.CallId;
import dev.coda.api.tool.SignIn;
import dev.coda.server.dialect.Fields;
import dev.coda.server.dialect.SentParts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a pause asks of a client, and what the client answers. */
final class Interrupts {
  private static final String APPROVE = "approve";
  private static final String DENY = "deny";

  private Interrupts() {}

  /**
   * Writes a question.
   *
   * @param question null if its writer kept none
   * @param links makes links of this server complete
   */
  static void write(
      ObjectNode node,
      Interrupt interrupt,
      @Nullable ApprovalRequired question,
      UnaryOperator<String> links) {
    String id = interrupt.callId().toString();
    SignIn signIn = question == null ? null : question.signIn();
    node.put("id", id)
        .put("reason", interrupt.reason())
        .put(
            "message",
            signIn == null
                ? "May %s run with this input?".formatted(interrupt.toolName())
                : "Sign in to %s, so that %s can run."
                    .formatted(signIn.service(), interrupt.toolName()))
        .put("toolCallId", id);
    ObjectNode schema = node.putObject("responseSchema").put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("decision").putArray("enum").add(APPROVE).add(DENY);
    if (signIn == null) {
      properties.putObject("input").put("type", "object");
      properties.putObject("remember").put("type", "boolean");
    }
    schema.putArray("required").add("decision");
    if (question != null) {
      node.put("expiresAt", question.expiresAt().toString());
      node.putObject("metadata").set("input", question.input());
    }
    if (signIn != null) {
      node.withObject("/metadata")
          .putObject("signIn")
          .put("service", signIn.service())
          .put("url", links.apply(signIn.url()));
    }
  }

  /** Reads the answers of a request; one that was given up is a no. */
  static List<ApprovalDecision> read(Fields request) {
    return request.list("resume").stream().map(Interrupts::decision).toList();
  }

  private static ApprovalDecision decision(Fields entry) {
    CallId call = SentParts.callId(entry.requiredText("interruptId"));
    String status = entry.oneOf("status", Set.of("resolved", "cancelled"));
    if (!"resolved".equals(status)) {
      return new ApprovalDecision(call, ApprovalDecision.Verdict.DENY, null, null);
    }
    Fields payload = entry.requiredObject("payload");
    String decision = payload.oneOf("decision", Set.of(APPROVE, DENY));
    if (decision == null) {
      throw payload.wrong("decision", "is required");
    }
    JsonNode input = payload.objectNode("input");
    return new ApprovalDecision(
        call,
        ApprovalDecision.Verdict.valueOf(decision.toUpperCase(Locale.ROOT)),
        input,
        payload.has("remember") ? payload.flag("remember") : null);
  }
}
