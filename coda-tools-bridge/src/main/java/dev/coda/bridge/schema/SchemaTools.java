package dev.coda.bridge.schema;

import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.http.HttpToolClient;
import dev.coda.bridge.http.IdentityTokens;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the tools that files {@code <name>/schema.json} in a folder describe.
 *
 * <p>If a file is invalid, this is reported, and its last valid version stays in use. The folder
 * may be missing at first, and its files may change at any time. Thread-safe.
 */
public final class SchemaTools implements ToolSource {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaTools.class);

  private final Path directory;
  private final ToolFolder folder;
  private final HttpToolClient client;
  private final ScheduledExecutorService watcher;
  private volatile ToolSnapshot snapshot = new ToolSnapshot(List.of(), List.of());

  private SchemaTools(Builder builder) {
    this.directory = builder.directory;
    this.client = builder.http.build();
    FileValidator validator = new FileValidator();
    ToolAssembler assembler =
        new ToolAssembler(
            new Environment(builder.environment), client, validator, identityTokens(builder));
    this.folder =
        new ToolFolder(directory, new ToolFileReader(validator, assembler), builder.clock);
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(task -> {
          Thread thread = new Thread(task, "coda-tools-watch");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static IdentityTokens identityTokens(Builder builder) {
    String host = builder.environment.value("GCE_METADATA_HOST");
    return IdentityTokens.from(
        host == null || host.isBlank() ? IdentityTokens.STANDARD_HOST : host, builder.clock);
  }

  /**
   * Reads the folder once, with every setting at its default.
   *
   * @param directory the folder
   * @return the tools of the folder
   */
  public static SchemaTools read(Path directory) {
    return builder(directory).read();
  }

  /**
   * Reads the folder and follows its changes, with every setting at its default.
   *
   * @param directory the folder
   * @return the tools of the folder
   */
  public static SchemaTools watch(Path directory) {
    return builder(directory).watch();
  }

  /**
   * Starts a source of the folder's tools; every setting has a default.
   *
   * @param directory the folder
   * @return a builder with the defaults
   */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  @Override
  public List<Tool> tools() {
    return snapshot.tools();
  }

  /** {@return the folder} */
  public Path directory() {
    return directory;
  }

  /** {@return the present problems of the files; empty if there are none} */
  public List<ToolFileProblem> problems() {
    return snapshot.problems();
  }

  /**
   * Reads the folder now, and returns when changes have taken effect. Does nothing after {@link
   * #close}.
   */
  public void refresh() {
    try {
      watcher.submit(() -> scan(true)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the tools folder could not be scanned", e.getCause());
    } catch (RejectedExecutionException e) {
      LOG.debug("The tools folder {} is no longer watched.", directory);
    }
  }

  /** Stops watching the folder. Its present tools remain, and active calls continue. */
  @Override
  public void close() {
    watcher.shutdownNow();
    client.close();
  }

  private void scan(boolean settled) {
    ToolSnapshot before = snapshot;
    ToolSnapshot now = folder.scan(settled);
    snapshot = now;
    now.problems().stream()
        .filter(problem -> !before.problems().contains(problem))
        .forEach(problem -> LOG.warn("Tool file {}", problem));
    if (!now.tools().equals(before.tools())) {
      LOG.info(
          "Tools in {}: {}",
          directory,
          now.tools().stream().map(tool -> tool.spec().name()).toList());
    }
  }

  private void follow(Duration interval) {
    long millis = interval.toMillis();
    var unused =
        watcher.scheduleWithFixedDelay(this::scanSafely, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** A scheduled task that throws would never run again. */
  private void scanSafely() {
    try {
      scan(false);
    } catch (RuntimeException e) {
      LOG.error("The tools folder {} could not be scanned.", directory, e);
    }
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private final Path directory;
    private EnvironmentLookup environment = System::getenv;
    private HttpToolClient.Builder http = HttpToolClient.builder();
    private Duration interval = Duration.ofMillis(500);
    private Clock clock = Clock.systemUTC();

    private Builder(Path directory) {
      this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * Sets the source of the variables in files; the process's environment by default.
     *
     * @param value the source
     * @return this builder
     */
    public Builder environment(EnvironmentLookup value) {
      this.environment = value;
      return this;
    }

    /**
     * Sets the settings of the HTTP client. This source creates the client and closes it.
     *
     * @param value the settings
     * @return this builder
     */
    public Builder http(HttpToolClient.Builder value) {
      this.http = value;
      return this;
    }

    /**
     * Permits addresses that are not public, as {@link AddressGuard#allowing} describes them; none
     * by default. Call it after {@link #http}.
     *
     * @param entries the permitted addresses
     * @return this builder
     * @throws IllegalArgumentException if an entry is not an address
     */
    public Builder allowedAddresses(List<String> entries) {
      http.guard(AddressGuard.allowing(entries));
      return this;
    }

    /**
     * Sets the interval at which a watched folder is read; 500 ms by default.
     *
     * @param value the interval
     * @return this builder
     */
    public Builder interval(Duration value) {
      if (value.toMillis() < 1) {
        throw new IllegalArgumentException("interval must be at least 1 ms");
      }
      this.interval = value;
      return this;
    }

    /**
     * Sets the clock; the system's by default.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = value;
      this.http.clock(value);
      return this;
    }

    /**
     * Reads the folder once. {@link SchemaTools#refresh()} reads it again.
     *
     * @return the tools of the folder
     */
    public SchemaTools read() {
      SchemaTools tools = new SchemaTools(this);
      tools.scan(true);
      return tools;
    }

    /**
     * Reads the folder and follows its changes on a separate thread until closed.
     *
     * @return the tools of the folder
     */
    public SchemaTools watch() {
      SchemaTools tools = read();
      tools.follow(interval);
      return tools;
    }
  }
}
