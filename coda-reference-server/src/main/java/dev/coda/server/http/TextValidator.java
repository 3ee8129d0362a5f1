package dev.coda.server.http;

import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import io.micronaut.validation.validator.constraints.ConstraintValidatorContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Checks {@link Text}. Thread-safe. */
@Singleton
final class TextValidator implements ConstraintValidator<Text, CharSequence> {
  @Override
  public boolean isValid(
      @Nullable CharSequence text,
      AnnotationValue<Text> constraint,
      ConstraintValidatorContext context) {
    return text == null
        || (!text.toString().isBlank()
            && text.toString().indexOf('\0') < 0
            && text.length() <= constraint.intValue("max").orElseThrow());
  }
}
