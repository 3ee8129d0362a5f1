package dev.coda.server.idempotency;

import io.micronaut.aop.Around;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route that creates something. If a request is sent again with the same {@code
 * Idempotency-Key} within 24 hours, it gets the answer of the first one. The route must have the
 * user as an argument, and its answer must be readable from its JSON.
 */
@Around
@Documented
@Parameter(
    name = OncePerKey.HEADER,
    in = ParameterIn.HEADER,
    description =
        "The same key and body return the first answer for 24 hours; another body is refused.",
    schema = @Schema(type = "string", maxLength = OncePerKey.LONGEST_KEY))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Idempotent {}
