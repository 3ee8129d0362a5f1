package dev.coda.core.java;

import com.fasterxml.jackson.databind.JavaType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the values that a model may leave out. */
final class OptionalValues {
  private static final Set<Class<?>> OPTIONALS =
      Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

  private OptionalValues() {}

  static boolean isOptional(JavaType type, Stream<Annotation> declared, AnnotatedType written) {
    return OPTIONALS.contains(type.getRawClass())
        || Stream.concat(declared, Stream.of(written.getAnnotations()))
            // Many libraries have their own Nullable; only the name is the same.
            .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
  }
}
