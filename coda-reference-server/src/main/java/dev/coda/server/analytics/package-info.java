/** What an organization's runs, tools and requests did: events that are counted in the database. */
@NullMarked
package dev.coda.server.analytics;

import org.jspecify.annotations.NullMarked;
