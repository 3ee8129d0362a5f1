/** Artifacts: results of tools that are too large, or no text, for a model to be shown whole. */
@NullMarked
package dev.coda.api.artifact;

import org.jspecify.annotations.NullMarked;
