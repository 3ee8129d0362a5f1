package dev.coda.core.java;

import dev.coda.api.tool.ToolPermission;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Settings of an annotated method that langchain4j's {@code @Tool} does not have. Immutable. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ToolSettings {
  /** {@return the permission to run} */
  ToolPermission permission() default ToolPermission.ALLOW;

  /** {@return whether it changes nothing anywhere} */
  boolean readOnly() default false;

  /** {@return whether running it twice does no more than once} */
  boolean idempotent() default false;

  /** {@return the time limit of one call in milliseconds} */
  long timeoutMs() default 30_000;

  /** {@return the maximum number of calls that run at a time} */
  int maxConcurrency() default 16;
}
