/** The budget that a run has left, and shares of it for tools that call models themselves. */
@NullMarked
package dev.coda.api.budget;

import org.jspecify.annotations.NullMarked;
