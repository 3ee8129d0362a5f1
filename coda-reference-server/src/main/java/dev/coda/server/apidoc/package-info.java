/** The OpenAPI document, which the compiler writes from the controllers. */
@NullMarked
package dev.coda.server.apidoc;

import org.jspecify.annotations.NullMarked;
