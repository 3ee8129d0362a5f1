package dev.coda.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacityTest {
  @ParameterizedTest
  @ValueSource(strings = {"100", "10000", "1000000"})
  void isWhatOperationsSays(String users) throws Exception {
    String operations = Files.readString(Path.of("..", "docs", "operations.md"));

    assertThat(operations)
        .contains("deploy/capacity %s\n```\n\n```text\n%s```".formatted(users, reckon(users)));
  }

  @Test
  void takesOtherCosts() {
    assertThat(reckon("6000", "MESSAGES=2", "DATABASE_MS=16", "LOAD=1"))
        .contains("turns a second                     200.0\n")
        .contains("processors of each                 3.2\n");
  }

  private static String reckon(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "./capacity";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Command reckoned = Command.run(DeployFiles.FOLDER, Map.of(), command);
    assertThat(reckoned.exitCode()).as(reckoned.output()).isZero();
    return reckoned.output();
  }
}
