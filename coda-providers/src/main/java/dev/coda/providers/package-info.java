/** The common part of all providers: settings of the transport, and base URLs. */
@NullMarked
package dev.coda.providers;

import org.jspecify.annotations.NullMarked;
