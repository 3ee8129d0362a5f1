package dev.coda.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.api.error.ConfigurationException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** An application with a data source of its own and no HikariCP on its class path. */
final class WithoutHikariTest {
  /** Loads the store again, and finds everything but HikariCP. */
  private static final class Loader extends URLClassLoader {
    Loader() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .filter(entry -> !entry.contains("HikariCP"))
          .map(Loader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(entry, e);
      }
    }
  }

  @Test
  void opensStoresOverTheDataSourceOfTheApplication() throws Exception {
    PGSimpleDataSource own = new PGSimpleDataSource();
    own.setURL("jdbc:postgresql://localhost:%d/postgres".formatted(TestDatabase.port()));
    own.setUser("postgres");
    try (Loader loader = new Loader()) {
      Class<?> type = loader.loadClass(PostgresStores.class.getName());
      // Containers look at all methods of a bean.
      assertThat(type.getDeclaredMethods()).isNotEmpty();
      DataSource copy =
          (DataSource)
              loader
                  .loadClass(PGSimpleDataSource.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      copy.getClass().getMethod("setURL", String.class).invoke(copy, own.getURL());
      copy.getClass().getMethod("setUser", String.class).invoke(copy, "postgres");
      Object stores = type.getMethod("create", DataSource.class).invoke(null, copy);
      type.getMethod("close").invoke(stores);
    }
  }

  @Test
  void namesTheMissingDependencyOfThePool() throws Exception {
    try (Loader loader = new Loader()) {
      Class<?> type = loader.loadClass(PoolUser.class.getName());

      assertThat(type.getMethod("open").invoke(null))
          .isEqualTo("PostgresPool needs HikariCP: add the dependency com.zaxxer:HikariCP.");
    }
  }

  /** An application's call, compiled where HikariCP was. */
  public static final class PoolUser {
    private PoolUser() {}

    public static String open() {
      try {
        PostgresPool.open("jdbc:postgresql://localhost/none", "postgres", "");
        return "opened";
      } catch (ConfigurationException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}
