/** How many requests and tokens a user may use in a minute. */
@NullMarked
package dev.coda.server.rate;

import org.jspecify.annotations.NullMarked;
