package dev.coda.server.agent;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The model all-MiniLM-L6-v2, quantized, on the thread that asks. By default its runtime starts a
 * thread for each processor, which spin between two texts; they would take the time that the memory
 * leaves to others. Thread-safe.
 */
final class LocalEmbeddings extends AbstractInProcessEmbeddingModel {
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  private final OnnxBertBiEncoder model;

  private LocalEmbeddings(OnnxBertBiEncoder model) {
    super(Runnable::run);
    this.model = model;
  }

  /** Loads the model, which takes a second or more. */
  static LocalEmbeddings load() {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        InputStream model = resource(MODEL);
        InputStream tokenizer = resource(TOKENIZER)) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(model.readAllBytes(), options);
      return new LocalEmbeddings(
          new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN));
    } catch (OrtException e) {
      throw new IllegalStateException("The embedding model cannot be loaded.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected OnnxBertBiEncoder model() {
    return model;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(LocalEmbeddings.class.getResourceAsStream(name), name);
  }
}
