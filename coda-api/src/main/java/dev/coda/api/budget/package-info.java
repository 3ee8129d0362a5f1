/** What a run may still use, and shares of it for tools that ask models of their own. */
@NullMarked
package dev.coda.api.budget;

import org.jspecify.annotations.NullMarked;
