package dev.coda.core.java;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.model.output.structured.Description;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a property.
 *
 * @param description the description for models
 */
record PropertyFacts(boolean required, Optional<String> description) {
  static PropertyFacts of(Class<?> owner, BeanPropertyDefinition property) {
    List<Annotation> written = new ArrayList<>();
    boolean absent = false;
    for (AnnotatedElement place : places(owner, property)) {
      written.addAll(List.of(place.getAnnotations()));
      absent |=
          OptionalValues.isOptional(
              property.getPrimaryType(), Stream.of(place.getAnnotations()), type(place));
    }
    absent |= written.stream().anyMatch(each -> each instanceof P said && !said.required());
    return new PropertyFacts(
        !absent, written.stream().flatMap(PropertyFacts::description).findFirst());
  }

  private static Stream<String> description(Annotation written) {
    String text = "";
    if (written instanceof Description description) {
      text = String.join("\n", description.value());
    } else if (written instanceof JsonPropertyDescription description) {
      text = description.value();
    } else if (written instanceof P said) {
      text = said.description().isEmpty() ? said.value() : said.description();
    }
    return text.isEmpty() ? Stream.empty() : Stream.of(text);
  }

  /** A record's annotations are spread, by their targets, over field, accessor and parameter. */
  private static List<AnnotatedElement> places(Class<?> owner, BeanPropertyDefinition property) {
    List<AnnotatedElement> places = new ArrayList<>();
    if (owner.isRecord()) {
      RecordComponent[] components = owner.getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        if (components[i].getName().equals(property.getInternalName())) {
          places.add(field(owner, components[i]));
          places.add(components[i].getAccessor());
          parameter(owner, components, i).ifPresent(places::add);
        }
      }
      return places;
    }
    addTo(places, property.getField());
    addTo(places, property.getSetter());
    addTo(places, property.getGetter());
    return places;
  }

  private static Field field(Class<?> owner, RecordComponent component) {
    try {
      return owner.getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("every record has a field for " + component, e);
    }
  }

  private static Optional<Parameter> parameter(
      Class<?> owner, RecordComponent[] components, int index) {
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Optional.of(owner.getDeclaredConstructor(types).getParameters()[index]);
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private static void addTo(List<AnnotatedElement> places, @Nullable AnnotatedMember member) {
    if (member != null && member.getAnnotated() != null) {
      places.add(member.getAnnotated());
    }
  }

  private static AnnotatedType type(AnnotatedElement place) {
    if (place instanceof Field field) {
      return field.getAnnotatedType();
    }
    if (place instanceof Parameter parameter) {
      return parameter.getAnnotatedType();
    }
    Method method = (Method) place;
    return method.getParameterCount() == 1
        ? method.getAnnotatedParameterTypes()[0]
        : method.getAnnotatedReturnType();
  }
}
