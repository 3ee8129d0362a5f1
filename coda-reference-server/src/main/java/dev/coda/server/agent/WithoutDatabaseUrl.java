package dev.coda.server.agent;

import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** Whether the server runs a database of its own: an empty variable counts as one not set. */
final class WithoutDatabaseUrl implements Condition {
  @Override
  @SuppressWarnings("rawtypes") // The interface's own.
  public boolean matches(ConditionContext context) {
    return context.getProperty("database.url", String.class).orElse("").isBlank();
  }
}
