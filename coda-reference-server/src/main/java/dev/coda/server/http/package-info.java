/** The common part of all answers: problem details, security headers, request ids, strict JSON. */
@NullMarked
package dev.coda.server.http;

import org.jspecify.annotations.NullMarked;
