/** The monthly quotas of organizations and users, and their use. */
@NullMarked
package dev.coda.server.quota;

import org.jspecify.annotations.NullMarked;
