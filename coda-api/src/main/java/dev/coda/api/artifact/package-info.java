/** Artifacts: files of users, and results of tools that are too large or not text. */
@NullMarked
package dev.coda.api.artifact;

import org.jspecify.annotations.NullMarked;
