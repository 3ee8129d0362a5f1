/**
 * The requirements on stores, as tests: for each contract, a store has a test class that extends it
 * and creates the store. There are also samples of whole runs to store.
 */
@NullMarked
package dev.coda.testkit.store;

import org.jspecify.annotations.NullMarked;
