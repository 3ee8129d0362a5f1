package dev.coda.store.postgres;

/** Statements on sessions, for one schema. */
final class SessionSql {
  final String create;
  final String find;
  final String lock;
  final String list;
  final String search;
  final String summaries;
  final String update;
  final String delete;

  SessionSql(Database database) {
    create =
        database.sql(
            """
            INSERT INTO {schema}.sessions (id, user_id, title, model_provider, model_name, system_prompt,
              context_summary, metadata, head_message_id, created_at, updated_at, search)
            VALUES (:id, :owner, :title, :provider, :model, :prompt, :summary, :metadata::jsonb,
              :head::uuid, :created, :updated, :title_words::tsvector)
            """);
    String own = SessionRows.SELECT + "WHERE s.id = :id AND s.user_id = :owner\n";
    find = database.sql(own);
    lock = database.sql(own + "FOR NO KEY UPDATE OF s");
    String page =
        """
          AND s.updated_hour <= :before_hour AND (s.updated_at, s.id) < (:before, :before_id)
        ORDER BY s.updated_hour DESC, s.updated_at DESC, s.id DESC
        LIMIT :limit
        """;
    summaries =
        database.sql(
            SessionRows.SELECT_SUMMARY + "WHERE s.id = ANY (:ids::uuid[]) AND s.user_id = :owner");
    list = database.sql(SessionRows.SELECT_SUMMARY + "WHERE s.user_id = :owner\n" + page);
    search =
        database.sql(
            """
            WITH holding AS MATERIALIZED (
              SELECT DISTINCT w.session_id FROM {schema}.message_words w
              WHERE w.words @@ :words::tsquery AND w.user_id IS NOT DISTINCT FROM :owner)
            """
                + SessionRows.SELECT_SUMMARY
                + """
                WHERE s.user_id = :owner AND (s.search @@ :title_words::tsquery
                  OR s.id IN (SELECT session_id FROM holding))
                """
                + page);
    update =
        database.sql(
            """
            UPDATE {schema}.sessions SET title = :title, model_provider = :provider, model_name = :model,
              system_prompt = :prompt, context_summary = :summary, metadata = :metadata::jsonb,
              head_message_id = :head::uuid, updated_at = :updated, search = :title_words::tsvector
            WHERE id = :id AND user_id = :owner AND (:head::uuid IS NULL OR EXISTS (
              SELECT FROM {schema}.messages m WHERE m.id = :head::uuid AND m.session_id = :id))
            """);
    delete = database.sql("DELETE FROM {schema}.sessions WHERE id = :id AND user_id = :owner");
  }
}
