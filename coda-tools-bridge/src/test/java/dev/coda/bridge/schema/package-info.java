/** Tests the reading and watching of tool files. */
@NullMarked
package dev.coda.bridge.schema;

import org.jspecify.annotations.NullMarked;
