package dev.coda.core.java;

import dev.coda.api.error.ConfigurationException;
import dev.langchain4j.agent.tool.Tool;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the annotated methods of an object. */
final class AnnotatedMethods {
  private AnnotatedMethods() {}

  /** The object's tools by name, so that models are offered them in an order that never changes. */
  static List<MethodTool> of(Object object) {
    if (object instanceof Class<?> type) {
      throw new ConfigurationException(
          "JavaTools takes objects: give it an instance of %s.".formatted(type.getName()));
    }
    List<MethodTool> tools = new ArrayList<>();
    Set<String> overridden = new HashSet<>();
    for (@Nullable Class<?> type = object.getClass();
        type != null && type != Object.class;
        type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        boolean nearest = overridden.add(method.getName() + List.of(method.getParameterTypes()));
        if (nearest && !method.isBridge() && method.isAnnotationPresent(Tool.class)) {
          tools.add(MethodTool.of(object, opened(method)));
        }
      }
    }
    if (tools.isEmpty()) {
      throw new ConfigurationException(
          "%s has no method with @Tool.".formatted(object.getClass().getName()));
    }
    tools.sort(Comparator.comparing(tool -> tool.spec().name()));
    return tools;
  }

  private static Method opened(Method method) {
    try {
      method.setAccessible(true);
      return method;
    } catch (InaccessibleObjectException e) {
      throw new ConfigurationException(
          "%s cannot be called: open its package to this module or make it public."
              .formatted(method),
          e);
    }
  }
}
