package dev.coda.bridge.mcp;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.NonNull;

/**
 * Reads the answer to one request, closes it, and then releases the request in any case.
 *
 * @param bad is called when an answer came, but no good one
 * @param lost is called when none came
 */
record Answer(Reader reader, Consumer<IOException> bad, Consumer<IOException> lost, Runnable ended)
    implements Callback {
  /** Reads an answer to its end. */
  @FunctionalInterface
  interface Reader {
    void read(Response response) throws IOException;
  }

  static Answer ignored() {
    return new Answer(response -> {}, failure -> {}, failure -> {}, () -> {});
  }

  @Override
  public void onResponse(@NonNull Call call, @NonNull Response response) {
    try (response) {
      reader.read(response);
    } catch (IOException e) {
      bad.accept(e);
    } finally {
      ended.run();
    }
  }

  @Override
  public void onFailure(@NonNull Call call, @NonNull IOException e) {
    try {
      lost.accept(e);
    } finally {
      ended.run();
    }
  }
}
