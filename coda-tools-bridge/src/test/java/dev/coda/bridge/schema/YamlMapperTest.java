package dev.coda.bridge.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class YamlMapperTest {
  @Test
  void withoutTheLibraryAFileInYamlIsRefusedWithWhatToAdd() throws Exception {
    URL[] withoutYaml =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("yaml"))
            .map(entry -> url(new File(entry).toURI()))
            .toArray(URL[]::new);
    try (URLClassLoader application =
        new URLClassLoader(withoutYaml, ClassLoader.getPlatformClassLoader())) {
      Method get = application.loadClass(YamlMapper.class.getName()).getDeclaredMethod("get");
      get.setAccessible(true);

      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> get.invoke(null))
            .cause()
            .satisfies(refusal ->
                assertThat(refusal.getClass().getName())
                    .isEqualTo(InvalidFileException.class.getName()))
            .message()
            .contains("jackson-dataformat-yaml");
      }
    }
  }

  private static URL url(URI file) {
    try {
      return file.toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
