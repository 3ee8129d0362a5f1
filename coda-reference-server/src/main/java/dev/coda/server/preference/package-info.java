/** What users prefer. */
@NullMarked
package dev.coda.server.preference;

import org.jspecify.annotations.NullMarked;
