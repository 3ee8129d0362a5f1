/** Users' own keys for the providers of models. */
@NullMarked
package dev.coda.server.key;

import org.jspecify.annotations.NullMarked;
