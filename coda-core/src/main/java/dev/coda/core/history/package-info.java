/** Operations on stored conversations: branch, copy, export and import. */
@NullMarked
package dev.coda.core.history;

import org.jspecify.annotations.NullMarked;
