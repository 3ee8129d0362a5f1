package dev.coda.bridge.mcp;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolSource;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.oauth.ProtectedServer;
import dev.coda.bridge.oauth.UserTokens;
import dev.coda.bridge.schema.EnvironmentLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers the tools of MCP servers, named {@code server__tool}.
 *
 * <p>Connections to the servers are opened again in the background when they are lost. While a
 * server is unavailable, its last list of tools remains, and a call ends with {@code
 * tool_unavailable}. Thread-safe.
 */
public final class McpTools implements ToolSource {
  private static final Logger LOG = LoggerFactory.getLogger(McpTools.class);
  private static final Duration LIST_LIMIT = Duration.ofSeconds(10);

  private final List<ServerLink> servers;
  private final List<McpServerStatus> broken;

  private McpTools(List<ServerLink> servers, List<McpServerStatus> broken) {
    this.servers = List.copyOf(servers);
    this.broken = List.copyOf(broken);
  }

  /**
   * Connects to the servers of a file in the common {@code mcpServers} form, with every setting at
   * its default.
   *
   * @param file the file
   * @return the tools of the servers
   * @throws ConfigurationException if the file cannot be read or used
   */
  public static McpTools connect(Path file) {
    return builder(file).connect();
  }

  /**
   * Starts a source of the servers in a file.
   *
   * @param file the file
   * @return a builder with the defaults
   * @throws ConfigurationException if the file cannot be read
   */
  public static Builder builder(Path file) {
    try {
      return builder(Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException("the MCP configuration " + file + " cannot be read");
    }
  }

  /**
   * Starts a source of the servers in this JSON, {@code {"mcpServers": {…}}}.
   *
   * @param json the configuration as JSON text
   * @return a builder with the defaults
   */
  public static Builder builder(String json) {
    return new Builder(json);
  }

  @Override
  public List<Tool> tools() {
    return servers.stream().flatMap(server -> server.tools().stream()).toList();
  }

  /**
   * {@return the status of each server, in the order of the configuration, followed by those whose
   * configuration cannot be used}
   */
  public List<McpServerStatus> servers() {
    return Stream.concat(servers.stream().map(ServerLink::status), broken.stream()).toList();
  }

  /**
   * {@return the protected server to which users sign in before its tools are called; empty if
   * there is no such server, or it has not required a sign-in yet}
   *
   * @param server the name of the server
   */
  public Optional<ProtectedServer> protectedServer(String server) {
    return link(server).flatMap(ServerLink::protectedServer);
  }

  /**
   * Lists the tools of a server to which a user has just signed in. Returns when the tools are
   * listed, or after ten seconds.
   *
   * @param server the name of the server; others are ignored
   */
  public void signedIn(String server) {
    try {
      Optional<ServerLink> link = link(server);
      if (link.isPresent()) {
        link.get().signedIn(LIST_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ServerLink> link(String server) {
    return servers.stream().filter(link -> link.name().equals(server)).findFirst();
  }

  /** Ends all connections, and the processes of servers that run here. */
  @Override
  public void close() {
    Stream<Thread> closing = servers.stream().map(McpTools::closing);
    closing.toList().forEach(McpTools::join);
  }

  private static Thread closing(ServerLink server) {
    Thread thread = new Thread(server::close, "coda-mcp-close");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private final String json;
    private EnvironmentLookup environment = System::getenv;
    private List<String> allowedAddresses = List.of();
    private Duration connectTimeout = Duration.ofSeconds(20);
    private Duration startTimeout = Duration.ofSeconds(20);
    private int maxMessageBytes = 8 * 1024 * 1024;
    private @Nullable McpElicitation elicitation;
    private @Nullable UserTokens tokens;

    private Builder(String json) {
      this.json = Objects.requireNonNull(json, "json");
    }

    /**
     * Sets the source of the values of {@code ${NAME}}; the process's environment by default.
     *
     * @param value the source
     * @return this builder
     */
    public Builder environment(EnvironmentLookup value) {
      this.environment = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Permits servers at addresses that are not public, as {@link AddressGuard#allowing} describes
     * them; none by default.
     *
     * @param entries the permitted addresses
     * @return this builder
     * @throws IllegalArgumentException if an entry is not an address
     */
    public Builder allowedAddresses(List<String> entries) {
      var unused = AddressGuard.allowing(entries);
      this.allowedAddresses = List.copyOf(entries);
      return this;
    }

    /**
     * Sets the time within which a server must start and list its tools; 20 seconds by default.
     *
     * @param value the time limit
     * @return this builder
     */
    public Builder connectTimeout(Duration value) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("connectTimeout must be positive");
      }
      this.connectTimeout = value;
      return this;
    }

    /**
     * Sets the longest time that {@link #connect} waits until every server has answered or failed;
     * 20 seconds by default. With zero it returns at once, and tools appear as servers answer.
     *
     * @param value the time
     * @return this builder
     */
    public Builder startTimeout(Duration value) {
      this.startTimeout = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the maximum size of a server's message in bytes, which is a result with its envelope. 8
     * MiB by default, 32 MiB at most; a larger message ends the connection.
     *
     * @param value the size
     * @return this builder
     */
    public Builder maxMessageBytes(int value) {
      if (value < 1024 || value > 32 * 1024 * 1024) {
        throw new IllegalArgumentException("maxMessageBytes must be 1 KiB to 32 MiB");
      }
      this.maxMessageBytes = value;
      return this;
    }

    /**
     * Sets the handler of servers' questions to the user, such as {@link McpElicitation#RUN}; by
     * default, servers are notified that questions are not supported.
     *
     * @param value the handler
     * @return this builder
     */
    public Builder elicitation(McpElicitation value) {
      this.elicitation = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the source of users' tokens, for servers that require each user's own account; by
     * default these servers are not available. A call for a user who is not signed in ends with
     * {@link dev.coda.api.tool.ToolResult#signInRequired}, for which a run waits.
     *
     * @param value the source of users' tokens
     * @return this builder
     */
    public Builder tokens(UserTokens value) {
      this.tokens = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Checks the configuration without starting or calling a server.
     *
     * @return this builder
     * @throws ConfigurationException if it is not JSON, or has no servers
     */
    public Builder validate() {
      var unused = new ConfigReader(environment).read(json, server -> {});
      return this;
    }

    /**
     * Starts the servers and connects to them. If a server cannot be started or reached, this is
     * tried again in the background. If the entry of a server cannot be used, the log and {@link
     * McpTools#servers()} name it.
     *
     * @return the tools of the servers
     * @throws ConfigurationException if the configuration is not JSON, or has no servers
     */
    public McpTools connect() {
      ConnectionSettings settings =
          new ConnectionSettings(
              allowedAddresses, connectTimeout, maxMessageBytes, elicitation, tokens);
      List<McpServerStatus> broken = new ArrayList<>();
      List<ServerLink> links =
          new ConfigReader(environment)
              .read(json, broken::add).stream()
                  .map(entry -> new ServerLink(entry, settings))
                  .toList();
      broken.forEach(
          server -> LOG.warn("MCP server {} cannot be used: {}", server.name(), server.problem()));
      links.forEach(ServerLink::start);
      awaitSettled(links);
      return new McpTools(links, broken);
    }

    private void awaitSettled(List<ServerLink> links) {
      long end = System.nanoTime() + startTimeout.toNanos();
      try {
        for (ServerLink link : links) {
          link.awaitSettled(Duration.ofNanos(end - System.nanoTime()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
