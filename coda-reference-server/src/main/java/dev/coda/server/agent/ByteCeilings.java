package dev.coda.server.agent;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The most bytes that a run may take. Immutable.
 *
 * @param maxAnswerBytes text, reasoning and arguments of one model call ({@code
 *     CODA_MAX_ANSWER_BYTES})
 * @param maxToolInputBytes arguments of one tool call ({@code CODA_MAX_TOOL_INPUT_BYTES})
 * @param maxRunBytes all that a run adds to its log ({@code CODA_MAX_RUN_BYTES})
 */
@ConfigurationProperties("coda")
public record ByteCeilings(
    @Bindable(defaultValue = "4194304") long maxAnswerBytes,
    @Bindable(defaultValue = "1048576") int maxToolInputBytes,
    @Bindable(defaultValue = "16777216") long maxRunBytes) {}
