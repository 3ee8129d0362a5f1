package dev.coda.server.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.server.fixture.RunningServer;
import dev.coda.server.http.ProblemException;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.simple.SimpleHttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a jar a folder is found as an empty file, which a folder of classes does not show. */
final class UiFilterTest {
  private final UiFilter filter = new UiFilter(RunningServer.shared().bean(ResourceResolver.class));

  @ParameterizedTest
  @ValueSource(strings = {"/assets", "/assets/", "/assets//", "/fonts", "/assets/sub/"})
  void folderOfJarIsNotAFile(String path) {
    MutableHttpResponse<?> empty = HttpResponse.ok("");

    assertThatThrownBy(() -> filter.serve(request(path), empty))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(path);
    assertThat(empty.getHeaders().contains("Cache-Control")).isFalse();
  }

  @Test
  void browserGetsTheApplicationInPlaceOfAFolder() {
    MutableHttpResponse<?> empty = HttpResponse.ok("");

    filter.serve(request("/assets/").header("Accept", "text/html"), empty);

    assertThat(empty.getHeaders().get("Cache-Control")).isEqualTo("no-cache");
    assertThat(empty.getBody(byte[].class)).isPresent();
  }

  private static MutableHttpRequest<?> request(String path) {
    return new SimpleHttpRequest<>(HttpMethod.GET, path, null);
  }
}
