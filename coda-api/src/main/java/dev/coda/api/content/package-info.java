/** What people, models and tools say: roles and the parts of a message. */
@NullMarked
package dev.coda.api.content;

import org.jspecify.annotations.NullMarked;
