/** The closed taxonomy of what can go wrong, and whether trying again can help. */
@NullMarked
package dev.coda.api.error;

import org.jspecify.annotations.NullMarked;
