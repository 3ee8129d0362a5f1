package dev.coda.bridge.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML if the application has the library for it. Thread-safe. */
final class YamlMapper {
  private YamlMapper() {}

  static ObjectMapper get() throws InvalidFileException {
    try {
      return Loaded.MAPPER;
    } catch (NoClassDefFoundError e) {
      throw new InvalidFileException(
          "",
          "is YAML: add com.fasterxml.jackson.dataformat:jackson-dataformat-yaml to the"
              + " dependencies to have it read, or write it as JSON");
    }
  }

  /** Only loaded when there is YAML to read. */
  private static final class Loaded {
    static final ObjectMapper MAPPER =
        YAMLMapper.builder(factory())
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static YAMLFactory factory() {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(ToolParts.MOST_BYTES);
      return new JsonTypesFactory(options);
    }
  }
}
