/** Tests the HTTP half over real sockets. */
@NullMarked
package dev.coda.bridge.http;

import org.jspecify.annotations.NullMarked;
