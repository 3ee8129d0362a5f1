/**
 * Counts tokens for the families of models: exactly if their tokenizer is available, otherwise as
 * an estimate within bounds.
 */
@NullMarked
package dev.coda.providers.internal.tokens;

import org.jspecify.annotations.NullMarked;
