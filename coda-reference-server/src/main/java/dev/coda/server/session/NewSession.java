package dev.coda.server.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.session.SessionLimits;
import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/** What a client may say about a session that it creates. Immutable. */
@Introspected
record NewSession(
    @Text(max = SessionLimits.TITLE) @Nullable String title,
    @Text(max = SessionLimits.MODEL_PROVIDER) @Nullable String modelProvider,
    @Text(max = SessionLimits.MODEL_NAME) @Nullable String modelName,
    @Text(max = SessionLimits.SYSTEM_PROMPT) @Nullable String systemPrompt,
    @Nullable ObjectNode metadata) {}
