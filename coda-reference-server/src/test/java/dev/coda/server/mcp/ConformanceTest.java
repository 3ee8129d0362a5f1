package dev.coda.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.NodeProject;
import dev.coda.server.fixture.RunningServer;
import dev.coda.server.fixture.SharedClasses;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the MCP project's conformance suite against our server, and each scenario for clients
 * against our client. What fails on purpose is listed with its reason in {@code
 * conformance-baseline.yml}; what fails beyond it, or no longer fails, fails here.
 */
class ConformanceTest {
  private static final String RUNNER = "@modelcontextprotocol/conformance/dist/index.js";
  private static final String BASELINE =
      Path.of("src", "test", "mcp", "conformance-baseline.yml").toAbsolutePath().toString();

  @BeforeAll
  static void packagesAreInstalled() throws Exception {
    NodeProject.of("mcp").require();
  }

  @Test
  void ourServerPassesTheActiveSuite() throws Exception {
    RunningServer server = RunningServer.shared();
    String token = RunningServer.newToken(server.uri());
    try (AuthorizingProxy proxy = AuthorizingProxy.start(server.uri(), token)) {
      run("server", "--url", proxy.uri() + "/mcp", "--expected-failures", BASELINE);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void ourClientPasses(String scenario) throws Exception {
    Path arguments = Path.of("target", "conformance-client.args").toAbsolutePath();
    List<String> options = new ArrayList<>(SharedClasses.options());
    options.add("-XX:TieredStopAtLevel=1");
    options.add(ConformanceClient.class.getName());
    Files.write(arguments, options);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String log =
        run(
            "client",
            "--scenario",
            scenario,
            "--command",
            java + " @" + arguments,
            "--expected-failures",
            BASELINE);
    // The list decides only about checks, and not about a client that ends with a failure.
    assertThat(log).containsAnyOf("OVERALL: PASSED", "~ " + scenario + "\n");
  }

  static List<String> scenarios() throws Exception {
    packagesAreInstalled();
    return run("list", "--client")
        .lines()
        .filter(line -> line.startsWith("  - "))
        .map(line -> line.strip().split(" ", -1)[1])
        .toList();
  }

  private static String run(String... arguments) throws Exception {
    Path log = Path.of("target", "mcp-conformance.log");
    List<String> command = new ArrayList<>();
    command.add(NodeProject.of("mcp").node());
    command.add(NodeProject.of("mcp").script(RUNNER));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(new File("target"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    assertThat(ended).as("the conformance runner ended").isTrue();
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
