package dev.coda.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;

/** Two servers over one database at addresses that they keep. Confined to one thread at a time. */
final class Fleet implements AutoCloseable {
  private static final int SIZE = 2;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private final IntFunction<ServerProcess> starter;
  private final ServerProcess[] servers = new ServerProcess[SIZE];
  private final URI[] addresses = new URI[SIZE];

  /**
   * Starts both at once, over a database that may be empty.
   *
   * @param starter starts a server at a port, 0 for a free one
   */
  Fleet(IntFunction<ServerProcess> starter) {
    this.starter = starter;
    for (int i = 0; i < SIZE; i++) {
      servers[i] = starter.apply(0);
    }
    for (int i = 0; i < SIZE; i++) {
      addresses[i] = Victim.ready(servers[i]);
    }
  }

  URI[] addresses() {
    return addresses.clone();
  }

  void kill(int server) {
    servers[server].kill();
  }

  /** Stops a server as a supervisor does, and starts another in its place. */
  void replace(int server) {
    servers[server].terminate();
    assertThat(servers[server].awaitExit(LONGEST_STOP)).isZero();
    restart(server);
  }

  /** Starts a server that has ended at the address that it had. */
  void restart(int server) {
    servers[server] = starter.apply(addresses[server].getPort());
    assertThat(Victim.ready(servers[server])).isEqualTo(addresses[server]);
  }

  @Override
  public void close() {
    List.of(servers).forEach(ServerProcess::terminate);
    List.of(servers).forEach(ServerProcess::close);
  }
}
