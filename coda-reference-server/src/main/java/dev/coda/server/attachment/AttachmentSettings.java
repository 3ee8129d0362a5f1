package dev.coda.server.attachment;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How much users may attach. Immutable.
 *
 * @param attachmentBytes the most that the attachments of one message have together ({@code
 *     CODA_ATTACHMENT_BYTES})
 * @param attachmentBytesPerUser the most that is kept for one user in all their sessions, what
 *     their tools return included ({@code CODA_ATTACHMENT_BYTES_PER_USER})
 */
@ConfigurationProperties("coda")
record AttachmentSettings(
    @Bindable(defaultValue = "10485760") int attachmentBytes,
    @Bindable(defaultValue = "1000000000") long attachmentBytesPerUser) {}
