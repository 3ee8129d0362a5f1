/**
 * What every store must do, as tests: a store's own test class extends each contract and says how
 * to make one. With samples of whole runs to put into them.
 */
@NullMarked
package dev.coda.testkit.store;

import org.jspecify.annotations.NullMarked;
