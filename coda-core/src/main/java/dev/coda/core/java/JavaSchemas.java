package dev.coda.core.java;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.error.ConfigurationException;
import dev.langchain4j.model.output.structured.Description;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Describes the arguments of one tool, or a type of answer, as JSON Schema. Jackson, which reads
 * the arguments, determines the properties of an object, so that the schema matches.
 */
final class JavaSchemas {
  private final String owner;
  private final String noun;
  private final Deque<JavaType> open = new ArrayDeque<>();
  private final Map<JavaType, String> recursive = new HashMap<>();
  private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

  JavaSchemas(String tool) {
    this(tool, "argument");
  }

  private JavaSchemas(String owner, String noun) {
    this.owner = owner;
    this.noun = noun;
  }

  /**
   * Returns the whole schema of an answer.
   *
   * @throws ConfigurationException if there is none
   */
  static ObjectNode ofAnswer(Class<?> type) {
    JavaSchemas schemas = new JavaSchemas("Answer type " + type.getName(), "property");
    if (type == void.class || type == Void.class) {
      throw schemas.refusal("", "it has no value; ask without a type");
    }
    if (type == Object.class || JsonNode.class.isAssignableFrom(type)) {
      throw schemas.refusal("", "it says nothing of the answer; ask with a JSON Schema");
    }
    if (type == Optional.class || Collection.class.isAssignableFrom(type)) {
      throw schemas.refusal(
          "", "its content is not known; ask for a record or an array, such as Invoice[].class");
    }
    return schemas.ofRecord(type);
  }

  /** Starts the schema of an object that takes no other than its declared properties. */
  static ObjectNode object() {
    ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
    object.putObject("properties");
    object.putArray("required");
    return object.put("additionalProperties", false);
  }

  static void add(ObjectNode object, String name, JsonNode schema, boolean required) {
    object.withObjectProperty("properties").set(name, schema);
    if (required) {
      object.withArrayProperty("required").add(name);
    }
  }

  /** Returns the whole schema of a type, such as a record whose components are arguments. */
  ObjectNode ofRecord(Class<?> type) {
    JavaType root = JavaJson.MAPPER.constructType(type);
    ObjectNode schema = of(root, "");
    refuseUndefined(root, "");
    String self = recursive.get(root);
    return closed(self == null ? schema : Objects.requireNonNull(definitions.get(self)).deepCopy());
  }

  /** Adds the definitions that its parts refer to. */
  ObjectNode closed(ObjectNode root) {
    if (!definitions.isEmpty()) {
      ObjectNode all = root.putObject("$defs");
      definitions.forEach(all::set);
    }
    return root;
  }

  /**
   * Describes one type.
   *
   * @param path its place, for the person who has to repair the type
   */
  ObjectNode of(JavaType type, String path) {
    Optional<ObjectNode> scalar = ScalarSchemas.of(type);
    Class<?> raw = type.getRawClass();
    if (scalar.isPresent()) {
      if (raw.getPackageName().equals("java.time")) {
        // Read by an optional dependency, which Jackson otherwise misses first when it reads one.
        refuseUndefined(type, path);
      }
      return scalar.get();
    }
    if (raw == Object.class || raw == JsonNode.class) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (raw == ObjectNode.class) {
      return JsonNodeFactory.instance.objectNode().put("type", "object");
    }
    if (raw == Optional.class) {
      return of(type.containedTypeOrUnknown(0), path);
    }
    if (type.isMapLikeType()) {
      return map(type, path);
    }
    if (type.isCollectionLikeType() || type.isArrayType()) {
      ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
      list.set("items", of(type.getContentType(), path + "[]"));
      return Set.class.isAssignableFrom(raw) ? list.put("uniqueItems", true) : list;
    }
    return structure(type, path);
  }

  void refuseUndefined(JavaType type, String path) {
    try {
      JavaJson.refuseUndefined(type);
    } catch (InvalidDefinitionException e) {
      throw refusal(path, e.getOriginalMessage());
    }
  }

  ConfigurationException refusal(String path, String reason) {
    return new ConfigurationException(
        path.isEmpty()
            ? "%s: %s.".formatted(owner, reason)
            : "%s: %s '%s': %s.".formatted(owner, noun, path, reason));
  }

  private ObjectNode map(JavaType type, String path) {
    ObjectNode map = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode key =
        ScalarSchemas.of(type.getKeyType())
            .filter(schema -> schema.path("type").asText().equals("string"))
            .orElseThrow(() ->
                refusal(path, "a map's keys must be text, not " + type.getKeyType().getRawClass()));
    if (key.size() > 1) {
      map.set("propertyNames", key);
    }
    return map.set("additionalProperties", of(type.getContentType(), path + "{}"));
  }

  private ObjectNode structure(JavaType type, String path) {
    String known = recursive.get(type);
    if (known != null || open.contains(type)) {
      return reference(recursive.computeIfAbsent(type, this::freeName));
    }
    BeanDescription bean = JavaJson.MAPPER.getDeserializationConfig().introspect(type);
    refuseUnreadable(type, bean, path);
    open.push(type);
    ObjectNode object = object();
    for (BeanPropertyDefinition property : bean.findProperties()) {
      if (property.couldDeserialize()) {
        add(object, type, property, path);
      }
    }
    open.pop();
    Description description = type.getRawClass().getAnnotation(Description.class);
    if (description != null) {
      object.put("description", String.join("\n", description.value()));
    }
    String name = recursive.get(type);
    if (name == null) {
      return object;
    }
    definitions.put(name, object);
    return reference(name);
  }

  private void add(
      ObjectNode object, JavaType owner, BeanPropertyDefinition property, String path) {
    String inner = path.isEmpty() ? property.getName() : path + "." + property.getName();
    PropertyFacts facts = PropertyFacts.of(owner.getRawClass(), property);
    ObjectNode schema = of(property.getPrimaryType(), inner);
    AnnotatedMember member = property.getPrimaryMember();
    JsonFormat.Value format =
        member == null
            ? null
            : JavaJson.MAPPER
                .getDeserializationConfig()
                .getAnnotationIntrospector()
                .findFormat(member);
    facts.description().ifPresent(text -> schema.put("description", text));
    if (format != null) {
      ScalarSchemas.apply(format, schema);
    }
    add(object, property.getName(), schema, facts.required());
  }

  private void refuseUnreadable(JavaType type, BeanDescription bean, String path) {
    Class<?> raw = type.getRawClass();
    if (bean.getClassAnnotations().has(JsonTypeInfo.class)) {
      throw refusal(path, raw.getName() + " has subtypes; use a record with optional components");
    }
    if (type.isAbstract()) {
      throw refusal(path, raw.getName() + " is abstract; use a record");
    }
    if (raw.getName().startsWith("java.") || raw.getName().startsWith("javax.")) {
      throw refusal(path, raw.getName() + " cannot be written as JSON");
    }
  }

  private String freeName(JavaType type) {
    String simple = type.getRawClass().getSimpleName();
    String name = simple;
    for (int i = 2; recursive.containsValue(name); i++) {
      name = simple + i;
    }
    return name;
  }

  private static ObjectNode reference(String name) {
    return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + name);
  }
}
