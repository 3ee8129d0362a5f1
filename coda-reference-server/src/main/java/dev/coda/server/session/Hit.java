package dev.coda.server.session;

import dev.coda.api.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Why a session was found. Immutable.
 *
 * @param snippet a line around the words; null if there is none to show
 * @param messageId the message that it is from; null if it is the title
 */
record Hit(@Nullable String snippet, @Nullable MessageId messageId) {}
