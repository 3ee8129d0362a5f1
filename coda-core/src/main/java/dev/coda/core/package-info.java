/** The engine. {@link dev.coda.core.CodaAgent} puts its parts together. */
@NullMarked
package dev.coda.core;

import org.jspecify.annotations.NullMarked;
