package dev.coda.store.postgres;

import dev.coda.api.content.CleanText;
import dev.coda.api.id.MessageId;
import dev.coda.api.message.Message;
import dev.coda.api.model.ModelRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Statements that write and read messages, any number in one round trip. */
final class MessageSql {
  /**
   * Writes messages into the session of {@code target}, a relation that the statement around it
   * defines. A parent may be among the messages: then {@code base} is the nearest ancestor that is
   * stored, and {@code steps} the way to it. A base that is not in the session leaves no depth, and
   * the column refuses the row.
   */
  static final String INSERT =
      """
      INSERT INTO {schema}.messages (id, session_id, parent_id, depth, run_id, role, content, parts,
        model_provider, model_name, tokens_input, tokens_output, tokens_cache_read, tokens_cache_write,
        tokens_reasoning, cost_usd, processing_time_ms, status, error, metadata, created_at)
      SELECT m.id, target.session_id, m.parent_id,
        CASE WHEN m.base IS NULL THEN 0 ELSE base.depth END + m.steps,
        m.run_id, m.role, m.content, m.parts, m.model_provider, m.model_name, m.tokens_input,
        m.tokens_output, m.tokens_cache_read, m.tokens_cache_write, m.tokens_reasoning, m.cost_usd,
        m.processing_time_ms, m.status, m.error, m.metadata, m.created_at
      FROM target CROSS JOIN unnest(:m_id::uuid[], :m_parent::uuid[], :m_base::uuid[], :m_steps::int[],
        :m_run::uuid[], :m_role::text[], :m_content::text[], :m_parts::json[], :m_provider::text[],
        :m_model::text[], :m_input::bigint[], :m_output::bigint[], :m_cache_read::bigint[],
        :m_cache_write::bigint[], :m_reasoning::bigint[], :m_cost::numeric[], :m_time::bigint[],
        :m_status::text[], :m_error::jsonb[], :m_metadata::jsonb[], :m_created::timestamptz[])
        AS m (id, parent_id, base, steps, run_id, role, content, parts, model_provider, model_name,
        tokens_input, tokens_output, tokens_cache_read, tokens_cache_write, tokens_reasoning, cost_usd,
        processing_time_ms, status, error, metadata, created_at)
      LEFT JOIN {schema}.messages base ON base.id = m.base AND base.session_id = target.session_id
      """;

  /**
   * Replaces the columns of a message that a run may change; its place in the tree does not change.
   */
  static final String REPLACE =
      """
      ON CONFLICT (id) DO UPDATE SET run_id = EXCLUDED.run_id, content = EXCLUDED.content,
        parts = EXCLUDED.parts, model_provider = EXCLUDED.model_provider, model_name = EXCLUDED.model_name,
        tokens_input = EXCLUDED.tokens_input, tokens_output = EXCLUDED.tokens_output,
        tokens_cache_read = EXCLUDED.tokens_cache_read, tokens_cache_write = EXCLUDED.tokens_cache_write,
        tokens_reasoning = EXCLUDED.tokens_reasoning, cost_usd = EXCLUDED.cost_usd,
        processing_time_ms = EXCLUDED.processing_time_ms, status = EXCLUDED.status,
        error = EXCLUDED.error, metadata = EXCLUDED.metadata
      WHERE messages.session_id = EXCLUDED.session_id
      """;

  /** Ends a statement that writes messages and names it for {@link WordSql#INSERT}. */
  static final String WRITTEN =
      """
      RETURNING id, session_id, created_at
      ), words_written AS (
      """
          + WordSql.INSERT
          + ")\n";

  static final String ADD =
      """
      WITH target AS MATERIALIZED (
        SELECT id AS session_id FROM {schema}.sessions WHERE id = :session AND user_id = :owner FOR KEY SHARE
      ), messages_written AS (
      """
          + INSERT
          + WRITTEN
          + "SELECT count(*) FROM messages_written";

  /** The columns of a message {@code m}. */
  private static final String COLUMNS =
      """
      SELECT m.id, m.session_id, m.parent_id, m.run_id, m.role, m.parts, m.model_provider, m.model_name,
        m.tokens_input, m.tokens_output, m.tokens_cache_read, m.tokens_cache_write, m.tokens_reasoning,
        m.cost_usd, m.processing_time_ms, m.status, m.error, m.metadata, m.created_at
      """;

  /** The columns of a message {@code m} with its siblings: same parent, same role. */
  private static final String NODES =
      COLUMNS
          + """
          , siblings.ids AS siblings
          FROM chosen JOIN {schema}.messages m ON m.id = chosen.id
          CROSS JOIN LATERAL (
            SELECT array_agg(sibling.id ORDER BY sibling.created_at, sibling.id) AS ids
            FROM (
              SELECT c.id, c.created_at FROM {schema}.messages c
              WHERE c.parent_id = m.parent_id AND c.role = m.role
              UNION ALL
              SELECT r.id, r.created_at FROM {schema}.messages r
              WHERE m.parent_id IS NULL AND r.session_id = m.session_id AND r.depth = 1 AND r.role = m.role
            ) sibling
          ) siblings
          ORDER BY m.depth
          """;

  static final String FIND =
      """
      WITH chosen AS (
        SELECT m.id FROM {schema}.messages m JOIN {schema}.sessions s ON s.id = m.session_id
        WHERE m.id = :id AND s.user_id = :owner)
      """
          + NODES;

  /** The size of a message {@code m} in bytes; what is being written is as long as its log. */
  private static final String BYTES =
      """
      octet_length(m.parts::text) + coalesce(octet_length(m.metadata::text), 0)
        + coalesce(octet_length(m.error::text), 0) + CASE WHEN m.status = 'partial' THEN
          coalesce((SELECT sum(octet_length(e.payload::text)) FROM {schema}.run_events e
            WHERE e.run_id = m.run_id), 0) ELSE 0 END
      """;

  /** The size of what hangs on a message {@code m}, in bytes. */
  private static final String DETAIL_BYTES =
      """
      coalesce((SELECT sum(octet_length(c.input_params::text)
          + coalesce(octet_length(c.output_result::text), 0)) FROM {schema}.tool_calls c WHERE c.message_id = m.id), 0)
        + coalesce((SELECT sum(octet_length(t.content)) FROM {schema}.chain_of_thought t
          WHERE t.message_id = m.id), 0)
      """;

  /**
   * Chooses the first messages of {@code page}, by {@code place}, that fit together, and the first
   * one even if it is larger. Only a bounded query measures messages.
   */
  private static final String FITTING =
      """
      , sized AS (
        SELECT page.id, row_number() OVER places AS number, sum(CASE WHEN :bytes = %d THEN 0 ELSE
      """
              .formatted(Long.MAX_VALUE)
          + BYTES
          + """
              END) OVER places AS total
            FROM page JOIN {schema}.messages m ON m.id = page.id
            WINDOW places AS (ORDER BY page.place)
          ), chosen AS (SELECT id FROM sized WHERE total <= :bytes OR number = 1)
          """;

  private static final String LEAF =
      """
      WITH RECURSIVE leaf AS (
        SELECT m.id, m.parent_id, m.depth
        FROM {schema}.sessions s
        JOIN {schema}.messages m ON m.id = coalesce(:leaf::uuid, s.head_message_id) AND m.session_id = s.id
        WHERE s.id = :session AND s.user_id = :owner)
      """;

  /** Walks up from the leaf to the message after which the page starts, and no further. */
  static final String PAGE =
      LEAF
          + """
          , start AS (
            SELECT CASE WHEN :after::uuid IS NULL THEN 0 ELSE
              (SELECT depth FROM {schema}.messages WHERE id = :after::uuid) END AS depth
          ), walk AS (
            SELECT leaf.* FROM leaf
            UNION ALL
            SELECT p.id, p.parent_id, p.depth FROM walk JOIN {schema}.messages p ON p.id = walk.parent_id
            WHERE walk.depth > (SELECT depth FROM start)
          ), page AS (
            SELECT walk.id, walk.depth AS place FROM walk, start
            WHERE walk.depth > start.depth AND walk.depth <= start.depth + :limit
              AND (:after::uuid IS NULL OR EXISTS (SELECT FROM walk met WHERE met.id = :after::uuid)))
          """
          + FITTING
          + NODES;

  /** Walks up from the leaf for as many messages as are wanted. */
  static final String LATEST =
      LEAF
          + """
          , walk AS (
            SELECT leaf.*, 1 AS step FROM leaf
            UNION ALL
            SELECT p.id, p.parent_id, p.depth, walk.step + 1 FROM walk
            JOIN {schema}.messages p ON p.id = walk.parent_id
            WHERE walk.step < :limit
          ), page AS (SELECT id, step AS place FROM walk)
          """
          + FITTING
          + NODES;

  /** A session's messages with all that hangs on them, parents before their children. */
  static final String RECORDS =
      """
      WITH page AS (
        SELECT m.id, row_number() OVER (ORDER BY m.depth, m.created_at, m.id) AS place
        FROM {schema}.messages m JOIN {schema}.sessions s ON s.id = m.session_id
        WHERE s.id = :session AND s.user_id = :owner AND (:after::uuid IS NULL
          OR (m.depth, m.created_at, m.id) > (
            SELECT a.depth, a.created_at, a.id FROM {schema}.messages a
            WHERE a.id = :after::uuid AND a.session_id = s.id))
        ORDER BY place LIMIT :limit)
      """
          + FITTING.replace("END)", "+ " + DETAIL_BYTES + "END)")
          + COLUMNS
          + """
          FROM chosen JOIN {schema}.messages m ON m.id = chosen.id
          ORDER BY m.depth, m.created_at, m.id
          """;

  static final String LATEST_LEAF =
      """
      WITH RECURSIVE walk AS (
        SELECT m.id, 0 AS step FROM {schema}.messages m JOIN {schema}.sessions s ON s.id = m.session_id
        WHERE m.id = :from AND s.user_id = :owner
        UNION ALL
        SELECT c.id, walk.step + 1 FROM walk CROSS JOIN LATERAL (
          SELECT child.id FROM {schema}.messages child WHERE child.parent_id = walk.id
          ORDER BY child.created_at DESC, child.id DESC LIMIT 1) c
      )
      SELECT id FROM walk ORDER BY step DESC LIMIT 1
      """;

  static final String TOOL_CALLS =
      """
      SELECT id, message_id, session_id, tool_name, input_params, output_result, status, error_message,
        execution_time_ms, evaluation, trace_id, created_at
      FROM {schema}.tool_calls WHERE message_id = ANY (:ids::uuid[]) ORDER BY created_at, id
      """;

  static final String THOUGHTS =
      """
      SELECT message_id, step_number, step_type, content, metadata, created_at
      FROM {schema}.chain_of_thought WHERE message_id = ANY (:ids::uuid[]) ORDER BY step_number
      """;

  private MessageSql() {}

  /** Binds the arrays of {@link #INSERT}; parents come before their children. */
  static Parameters bind(Parameters statement, List<Message> messages) {
    Map<MessageId, Place> places = new HashMap<>();
    for (Message message : messages) {
      MessageId parent = message.parentId();
      Place above = parent == null ? null : places.get(parent);
      places.put(
          message.id(),
          above == null
              ? new Place(parent == null ? null : parent.value(), 1)
              : new Place(above.base(), above.steps() + 1));
    }
    return WordSql.bind(statement, messages)
        .bind("m_id", Bind.texts(messages, Message::id))
        .bind("m_parent", Bind.texts(messages, Message::parentId))
        .bind("m_base", Bind.texts(messages, message -> place(places, message).base()))
        .bind("m_steps", Bind.texts(messages, message -> place(places, message).steps()))
        .bind("m_run", Bind.texts(messages, Message::runId))
        .bind("m_role", Bind.texts(messages, message -> Bind.name(message.role())))
        .bind("m_content", Bind.texts(messages, message -> CleanText.clean(message.text())))
        .bind("m_parts", Bind.texts(messages, message -> StoredJson.parts(message.parts())))
        .bind("m_provider", Bind.texts(messages, message -> provider(message.model())))
        .bind("m_model", Bind.texts(messages, message -> name(message.model())))
        .bind("m_input", Bind.texts(messages, message -> message.usage().input()))
        .bind("m_output", Bind.texts(messages, message -> message.usage().output()))
        .bind("m_cache_read", Bind.texts(messages, message -> message.usage().cacheRead()))
        .bind("m_cache_write", Bind.texts(messages, message -> message.usage().cacheWrite()))
        .bind("m_reasoning", Bind.texts(messages, message -> message.usage().reasoning()))
        .bind("m_cost", Bind.texts(messages, Message::costUsd))
        .bind("m_time", Bind.texts(messages, Message::processingTimeMs))
        .bind("m_status", Bind.texts(messages, message -> Bind.name(message.status())))
        .bind("m_error", Bind.texts(messages, message -> StoredJson.binary(message.error())))
        .bind("m_metadata", Bind.texts(messages, message -> StoredJson.binary(message.metadata())))
        .bind("m_created", Bind.texts(messages, message -> Bind.stored(message.createdAt())));
  }

  private static Place place(Map<MessageId, Place> places, Message message) {
    return places.getOrDefault(message.id(), Place.ROOT);
  }

  private static @Nullable String provider(@Nullable ModelRef model) {
    return model == null ? null : CleanText.clean(model.provider());
  }

  private static @Nullable String name(@Nullable ModelRef model) {
    return model == null ? null : CleanText.clean(model.name());
  }

  /**
   * Describes how to find a message's depth: a number of steps below a stored message, or below
   * nothing.
   */
  private record Place(@Nullable UUID base, int steps) {
    static final Place ROOT = new Place(null, 1);
  }
}
