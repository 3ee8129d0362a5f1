/** The gate every tool passes: registry, schema validation, permission, time limit. */
@NullMarked
package dev.coda.core.tools;

import org.jspecify.annotations.NullMarked;
