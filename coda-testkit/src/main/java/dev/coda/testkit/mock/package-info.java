/**
 * Servers for models and for sign-ins, over real sockets, that answer and fail as a test requests.
 */
@NullMarked
package dev.coda.testkit.mock;

import org.jspecify.annotations.NullMarked;
