/**
 * Counts tokens as the families of models do: exactly where their tokenizer is at hand, estimated
 * within bounds elsewhere.
 */
@NullMarked
package dev.coda.providers.internal.tokens;

import org.jspecify.annotations.NullMarked;
