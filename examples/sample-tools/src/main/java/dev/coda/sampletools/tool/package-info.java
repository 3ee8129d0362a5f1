/**
 * What a tool of the service is, and how it reads its input. Input errors name the offending field,
 * so that a model can repair its call.
 */
@NullMarked
package dev.coda.sampletools.tool;

import org.jspecify.annotations.NullMarked;
