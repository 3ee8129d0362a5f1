package dev.coda.bridge.schema;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.ByteArrayInputStream;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * Reads plain values of YAML with JSON's types, as OpenAPI requires: a number is what JSON writes
 * as one, so that {@code 010} and {@code 1_000} stay texts.
 */
final class JsonTypesFactory extends YAMLFactory {
  private static final long serialVersionUID = 1L;

  JsonTypesFactory(LoaderOptions options) {
    super(YAMLFactory.builder().loaderOptions(options));
  }

  @Override
  protected YAMLParser _createParser(InputStream in, IOContext context) throws IOException {
    return parser(context, _createReader(in, null, context));
  }

  @Override
  protected YAMLParser _createParser(Reader reader, IOContext context) throws IOException {
    return parser(context, reader);
  }

  @Override
  protected YAMLParser _createParser(
      char[] data, int offset, int length, IOContext context, boolean recyclable)
      throws IOException {
    return parser(context, new CharArrayReader(data, offset, length));
  }

  @Override
  protected YAMLParser _createParser(byte[] data, int offset, int length, IOContext context)
      throws IOException {
    return parser(
        context, _createReader(new ByteArrayInputStream(data, offset, length), null, context));
  }

  private YAMLParser parser(IOContext context, Reader reader) {
    return new Parser(context, this, reader);
  }

  private static final class Parser extends YAMLParser {
    Parser(IOContext context, JsonTypesFactory factory, Reader reader) {
      super(
          context,
          factory._parserFeatures,
          factory._yamlParserFeatures,
          factory._loaderOptions,
          factory._objectCodec,
          reader);
    }

    /** Aliases can multiply without end, and as texts they would lose what they mean in silence. */
    @Override
    public JsonToken nextToken() throws IOException {
      JsonToken token = super.nextToken();
      if (isCurrentAlias()) {
        throw new JsonParseException(
            this, "the alias *%s is not followed: write out what it means".formatted(getText()));
      }
      return token;
    }

    @Override
    protected JsonToken _decodeScalar(ScalarEvent scalar) throws IOException {
      if (scalar.isPlain()
          && scalar.getValue().matches("[-+]?(0[0-9xXbBoO_].*|[0-9.]*_.*|.*:.*)")) {
        _textValue = scalar.getValue();
        _cleanedTextValue = null;
        return JsonToken.VALUE_STRING;
      }
      return super._decodeScalar(scalar);
    }
  }
}
