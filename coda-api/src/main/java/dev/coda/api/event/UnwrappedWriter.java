package dev.coda.api.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes a record's fields into an object that is already open, without a tree in between. */
final class UnwrappedWriter {
  private static final Map<Class<?>, JsonSerializer<Object>> SERIALIZERS =
      new ConcurrentHashMap<>();

  private UnwrappedWriter() {}

  static void write(JsonMapper mapper, EventPayload payload, JsonGenerator out) throws IOException {
    SerializerProvider provider =
        ((DefaultSerializerProvider) mapper.getSerializerProvider())
            .createInstance(mapper.getSerializationConfig(), mapper.getSerializerFactory());
    JsonSerializer<Object> serializer = SERIALIZERS.get(payload.getClass());
    if (serializer == null) {
      serializer =
          provider
              .findValueSerializer(payload.getClass())
              .unwrappingSerializer(NameTransformer.NOP);
      SERIALIZERS.put(payload.getClass(), serializer);
    }
    serializer.serialize(payload, out, provider);
  }
}
