package dev.coda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Has a few users chat with the packaged server; the figures mean nothing. */
@Timeout(240)
final class ServerTest {
  private static final Path ARCHIVE =
      Path.of("../coda-reference-server/target/coda-server.jar").toAbsolutePath().normalize();

  @Test
  void countsTheTurnsOfUsersAndWhatTheyTake(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(ARCHIVE), "there is no archive: mvn package -Parchive makes it");
    Figures figures = new Figures(1);
    try (ServerRounds server =
        new ServerRounds(ARCHIVE, ServerWork.smoke(), folder.resolve("log"), figures)) {
      server.turns(ServerRounds.PLAIN, false);
      server.disturbances();
    }

    assertThat(figures.series(ServerRounds.PLAIN, Measure.COUNT).median()).isPositive();
    assertThat(figures.series(ServerRounds.PLAIN + ServerRounds.SERVER, Measure.TIME).median())
        .isPositive();
    assertThat(figures.series(ServerRounds.PLAIN + ServerRounds.DATABASE, Measure.TIME).median())
        .isPositive();
    assertThat(figures.series(Rejoining.BACK, Measure.TIME).median()).isPositive();
    assertThat(figures.series(ServerRounds.STOP, Measure.TIME).median()).isPositive();
    assertThat(figures.series(ServerRounds.START, Measure.TIME).median()).isPositive();
  }
}
