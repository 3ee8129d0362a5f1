package dev.coda.core.run;

import dev.coda.api.budget.BudgetUse;
import dev.coda.api.event.RunSettings;
import dev.coda.api.session.Session;
import dev.coda.core.context.Branch;
import dev.coda.core.loop.ResumePoint;
import dev.coda.core.loop.Turn;
import dev.coda.core.telemetry.Span;
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
