/** The models that a user can choose from. */
@NullMarked
package dev.coda.server.model;

import org.jspecify.annotations.NullMarked;
