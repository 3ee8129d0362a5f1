package dev.coda.server.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/** What a client may say about a session that it creates. Immutable. */
@Introspected
record NewSession(
    @Text(max = SessionFields.TITLE) @Nullable String title,
    @Text(max = SessionFields.MODEL_PROVIDER) @Nullable String modelProvider,
    @Text(max = SessionFields.MODEL_NAME) @Nullable String modelName,
    @Text(max = SessionFields.SYSTEM_PROMPT) @Nullable String systemPrompt,
    @Nullable ObjectNode metadata) {}
