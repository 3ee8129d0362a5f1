/**
 * Conversations that go from one provider's model to another's, checked by each protocol's rules.
 */
@NullMarked
package dev.coda.providers.history;

import org.jspecify.annotations.NullMarked;
