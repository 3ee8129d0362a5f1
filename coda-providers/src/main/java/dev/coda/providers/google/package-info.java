/**
 * Google's Gemini models, through {@code streamGenerateContent}.
 *
 * <p>Signatures of thoughts travel with the messages, and go back on the parts they came with.
 */
@NullMarked
package dev.coda.providers.google;

import org.jspecify.annotations.NullMarked;
