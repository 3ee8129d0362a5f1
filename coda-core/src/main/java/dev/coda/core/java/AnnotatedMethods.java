package dev.coda.core.java;

import dev.coda.api.error.ConfigurationException;
import dev.langchain4j.agent.tool.Tool;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the annotated methods of an object. The proxies of containers override methods without
 * their annotations, so a method counts if its nearest annotated declaration in a superclass or an
 * interface does; a call goes to the object itself, and through the proxy.
 */
final class AnnotatedMethods {
  /** Parts of the names of classes that Spring, Weld, ArC and Micronaut generate. */
  private static final List<String> GENERATED =
      List.of("$$", "_ClientProxy", "_Subclass", "$Intercepted");

  private AnnotatedMethods() {}

  /** The object's tools by name, so that models are offered them in an order that never changes. */
  static List<MethodTool> of(Object object) {
    if (object instanceof Class<?> type) {
      throw new ConfigurationException(
          "JavaTools takes objects: give it an instance of %s.".formatted(type.getName()));
    }
    List<MethodTool> tools = new ArrayList<>();
    for (Method method : annotated(object.getClass())) {
      refuseBypass(object, method);
      tools.add(MethodTool.of(object, opened(method)));
    }
    if (tools.isEmpty()) {
      throw new ConfigurationException(none(object));
    }
    tools.sort(Comparator.comparing(tool -> tool.spec().name()));
    return tools;
  }

  /** The nearest annotated declaration of each method, superclasses before interfaces. */
  private static Collection<Method> annotated(Class<?> type) {
    Map<String, Optional<Method>> nearest = new HashMap<>();
    for (Class<?> declaring : lineage(type)) {
      for (Method method : declaring.getDeclaredMethods()) {
        String signature = method.getName() + List.of(method.getParameterTypes());
        if (method.isAnnotationPresent(Tool.class)) {
          // The method that a bridge calls is found by its own signature.
          nearest.putIfAbsent(
              signature, method.isBridge() ? Optional.empty() : Optional.of(method));
        }
      }
    }
    return nearest.values().stream().flatMap(Optional::stream).toList();
  }

  private static Set<Class<?>> lineage(Class<?> type) {
    Set<Class<?>> lineage = new LinkedHashSet<>();
    for (@Nullable Class<?> each = type;
        each != null && each != Object.class;
        each = each.getSuperclass()) {
      lineage.add(each);
    }
    List.copyOf(lineage).forEach(each -> addInterfaces(each, lineage));
    return lineage;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> lineage) {
    Stream.of(type.getInterfaces())
        .filter(lineage::add)
        .forEach(each -> addInterfaces(each, lineage));
  }

  /** A private or final method would run on the proxy itself, whose fields are empty. */
  private static void refuseBypass(Object object, Method method) {
    Class<?> type = object.getClass();
    int flags = method.getModifiers();
    if (type != method.getDeclaringClass()
        && isGenerated(type)
        && !Modifier.isStatic(flags)
        && (Modifier.isPrivate(flags) || Modifier.isFinal(flags))) {
      throw new ConfigurationException(
          "%s cannot be called through the proxy %s: make it neither private nor final."
              .formatted(method, type.getName()));
    }
  }

  private static boolean isGenerated(Class<?> type) {
    return GENERATED.stream().anyMatch(type.getName()::contains);
  }

  private static String none(Object object) {
    String name = object.getClass().getName();
    return Proxy.isProxyClass(object.getClass())
        ? "%s is a proxy, and no method of its interfaces has @Tool: annotate one of %s."
            .formatted(name, List.of(object.getClass().getInterfaces()))
        : "%s has no method with @Tool.".formatted(name);
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
