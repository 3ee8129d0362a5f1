/**
 * Settings from the environment, and the folder where a server without outside services keeps its
 * data.
 */
@NullMarked
package dev.coda.server.config;

import org.jspecify.annotations.NullMarked;
