package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.message.Thought;
import dev.coda.api.message.ToolCall;
import java.util.List;

/** Statements that write the details of messages: tool calls and thoughts, any number at once. */
final class DetailSql {
  /**
   * Writes calls into the session and run of {@code target}, which the statement around defines.
   */
  static final String CALLS =
      """
      INSERT INTO {schema}.tool_calls (id, message_id, session_id, run_id, tool_name, input_params,
        output_result, status, error_message, execution_time_ms, evaluation, trace_id, created_at)
      SELECT c.id, c.message_id, target.session_id, target.run_id, c.tool_name, c.input_params,
        c.output_result, c.status, c.error_message, c.execution_time_ms, c.evaluation, c.trace_id, c.created_at
      FROM target CROSS JOIN unnest(:c_id::uuid[], :c_message::uuid[], :c_tool::text[], :c_input::jsonb[],
        :c_output::jsonb[], :c_status::text[], :c_error::text[], :c_time::bigint[], :c_evaluation::jsonb[],
        :c_trace::text[], :c_created::timestamptz[])
        AS c (id, message_id, tool_name, input_params, output_result, status, error_message,
        execution_time_ms, evaluation, trace_id, created_at)
      """;

  /** Writes thoughts if {@code target}, which the surrounding statement defines, has a row. */
  static final String THOUGHTS =
      """
      INSERT INTO {schema}.chain_of_thought (message_id, step_number, step_type, content, metadata, created_at)
      SELECT t.message_id, t.step_number, t.step_type, t.content, t.metadata, t.created_at
      FROM target CROSS JOIN unnest(:t_message::uuid[], :t_number::int[], :t_type::text[], :t_content::text[],
        :t_metadata::jsonb[], :t_created::timestamptz[])
        AS t (message_id, step_number, step_type, content, metadata, created_at)
      """;

  /** A session that a tree of messages is loaded into; no run writes there. */
  private static final String LOADED =
      """
      WITH target AS MATERIALIZED (
        SELECT id AS session_id, NULL::uuid AS run_id FROM {schema}.sessions
        WHERE id = :session AND user_id = :owner FOR KEY SHARE)
      """;

  static final String LOAD_CALLS = LOADED + CALLS;
  static final String LOAD_THOUGHTS = LOADED + THOUGHTS;

  private DetailSql() {}

  static Parameters bindCalls(Parameters statement, List<ToolCall> calls) {
    return statement
        .bind("c_id", Bind.texts(calls, ToolCall::id))
        .bind("c_message", Bind.texts(calls, ToolCall::messageId))
        .bind("c_tool", Bind.texts(calls, call -> CleanText.clean(call.toolName())))
        .bind("c_input", Bind.texts(calls, call -> StoredJson.binary(call.input())))
        .bind("c_output", Bind.texts(calls, call -> StoredJson.binary(call.output())))
        .bind("c_status", Bind.texts(calls, call -> Bind.name(call.status())))
        .bind("c_error", Bind.texts(calls, call -> CleanText.cleanOrNull(call.errorMessage())))
        .bind("c_time", Bind.texts(calls, ToolCall::executionTimeMs))
        .bind("c_evaluation", Bind.texts(calls, call -> StoredJson.binary(call.evaluation())))
        .bind("c_trace", Bind.texts(calls, ToolCall::traceId))
        .bind("c_created", Bind.texts(calls, call -> Bind.stored(call.createdAt())));
  }

  static Parameters bindThoughts(Parameters statement, List<Thought> thoughts) {
    return statement
        .bind("t_message", Bind.texts(thoughts, Thought::messageId))
        .bind("t_number", Bind.texts(thoughts, Thought::stepNumber))
        .bind("t_type", Bind.texts(thoughts, thought -> CleanText.clean(thought.stepType())))
        .bind("t_content", Bind.texts(thoughts, thought -> CleanText.clean(thought.content())))
        .bind("t_metadata", Bind.texts(thoughts, thought -> StoredJson.binary(thought.metadata())))
        .bind("t_created", Bind.texts(thoughts, thought -> Bind.stored(thought.createdAt())));
  }
}
