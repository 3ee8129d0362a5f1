package dev.coda.server.auth;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scopes with which a personal access token may use a route; one of them is enough. Routes
 * without this annotation do not accept personal access tokens.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Scoped {
  /** Returns the scopes. */
  Scope[] value();
}
