/** The closed taxonomy of failures, and whether a retry can help. */
@NullMarked
package dev.coda.api.error;

import org.jspecify.annotations.NullMarked;
