package dev.coda.core.internal.run;

import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.RunSettings;
import dev.coda.api.session.Session;
import dev.coda.core.internal.context.Branch;
import dev.coda.core.internal.loop.ResumePoint;
import dev.coda.core.internal.loop.Turn;
import dev.coda.core.internal.telemetry.Span;
import dev.langchain4j.model.chat.request.ChatRequestParameters;

/**
 * Is what a turn is built around, whether its run begins or goes on. Immutable.
 *
 * @param history the branch up to and including the user's message
 * @param parameters of each model call
 * @param used what of its limits the run has used before
 * @param logged about how many bytes it has added to its log before
 */
record RunFrame(
    Turn.Identity identity,
    Session session,
    Branch history,
    RunSettings settings,
    ChatRequestParameters parameters,
    ResumePoint point,
    BudgetUse used,
    long logged,
    Span span) {}
