/**
 * Google's Gemini models, through {@code streamGenerateContent}.
 *
 * <p>Signatures of thoughts are stored with the messages, and are sent back on the parts with which
 * they were received.
 */
@NullMarked
package dev.coda.providers.google;

import org.jspecify.annotations.NullMarked;
