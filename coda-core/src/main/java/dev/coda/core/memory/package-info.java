/**
 * What is remembered across the sessions of one user: embedding what was said, and recalling it.
 */
@NullMarked
package dev.coda.core.memory;

import org.jspecify.annotations.NullMarked;
