/** The contents of a message: its role and its parts. */
@NullMarked
package dev.coda.api.content;

import org.jspecify.annotations.NullMarked;
