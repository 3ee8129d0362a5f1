package dev.coda.server.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.session.SessionLimits;
import dev.coda.server.http.Text;
import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes in the API's document what {@link SessionPatch} reads, which tells null from absent.
 *
 * @param headMessageId the last message of the branch in view
 * @param metadata merged at every depth; null removes a member
 */
@Introspected
record SessionPatchBody(
    @Text(max = SessionLimits.TITLE) @Nullable String title,
    @Text(max = SessionLimits.MODEL_PROVIDER) @Nullable String modelProvider,
    @Text(max = SessionLimits.MODEL_NAME) @Nullable String modelName,
    @Text(max = SessionLimits.SYSTEM_PROMPT) @Nullable String systemPrompt,
    @Nullable UUID headMessageId,
    @Nullable ObjectNode metadata) {}
