/**
 * Calls a tool's service over HTTP: only at addresses that may be called, within a time, a size and
 * a number of attempts, and with secrets that never leave in an error.
 */
@NullMarked
package dev.coda.bridge.http;

import org.jspecify.annotations.NullMarked;
