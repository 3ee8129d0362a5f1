package dev.coda.server.idempotency;

import io.micronaut.aop.Around;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route that creates something: sent again under an {@code Idempotency-Key}, it returns its
 * first answer for 24 hours. The route has the user among its arguments, and its answer can be read
 * from its own JSON.
 */
@Around
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
