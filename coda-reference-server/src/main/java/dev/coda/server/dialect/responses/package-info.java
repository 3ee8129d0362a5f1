/** Open Responses, which is OpenAI's Responses. */
@NullMarked
package dev.coda.server.dialect.responses;

import org.jspecify.annotations.NullMarked;
