/** What organizations and users may use in a month, and what they have used. */
@NullMarked
package dev.coda.server.quota;

import org.jspecify.annotations.NullMarked;
