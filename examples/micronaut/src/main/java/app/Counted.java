package app;

import io.micronaut.aop.Around;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Makes Micronaut generate a proxy. Immutable. */
@Around
@Retention(RetentionPolicy.RUNTIME)
public @interface Counted {}
