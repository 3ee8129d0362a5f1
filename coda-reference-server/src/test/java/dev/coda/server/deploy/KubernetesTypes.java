package dev.coda.server.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.IntStream;

/** Checks objects against Kubernetes' own description of its API. Thread-safe. */
final class KubernetesTypes {
  private static final String MODELS = "io.kubernetes.client.openapi.models.";

  private KubernetesTypes() {}

  /**
   * Requires that an object is of a kind that Kubernetes has, with each field that must be there,
   * none that is unknown, and each value of its type.
   */
  static void require(JsonNode object) throws ReflectiveOperationException {
    String name = object.path("kind").asText() + " " + object.at("/metadata/name").asText();
    JsonElement json = JsonParser.parseString(object.toString());
    Class<?> type = type(object);
    try {
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    } catch (InvocationTargetException e) {
      throw new AssertionError(name + ": " + e.getCause(), e);
    }
    Gson gson = JSON.getGson();
    JsonElement read = gson.toJsonTree(gson.fromJson(json, type));
    // A number where there should be a text, or the other way round, is read but not written again.
    if (!contains(read, json)) {
      throw new AssertionError("%s is%n%s%nand was read as%n%s".formatted(name, json, read));
    }
  }

  /** Returns whether a value has everything that another one has; what is empty may come along. */
  private static boolean contains(JsonElement read, JsonElement written) {
    if (written.isJsonObject() && read.isJsonObject()) {
      return written.getAsJsonObject().entrySet().stream()
          .allMatch(member ->
              read.getAsJsonObject().has(member.getKey())
                  && contains(read.getAsJsonObject().get(member.getKey()), member.getValue()));
    }
    if (written.isJsonArray() && read.isJsonArray()) {
      List<JsonElement> left = read.getAsJsonArray().asList();
      List<JsonElement> right = written.getAsJsonArray().asList();
      return left.size() == right.size()
          && IntStream.range(0, left.size()).allMatch(i -> contains(left.get(i), right.get(i)));
    }
    return read.equals(written);
  }

  private static Class<?> type(JsonNode object) throws ClassNotFoundException {
    String version = object.path("apiVersion").asText();
    String last = version.substring(version.indexOf('/') + 1);
    return Class.forName(
        MODELS
            + Character.toUpperCase(last.charAt(0))
            + last.substring(1)
            + object.path("kind").asText());
  }
}
