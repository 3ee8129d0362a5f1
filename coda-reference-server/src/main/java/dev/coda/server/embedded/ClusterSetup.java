package dev.coda.server.embedded;

import dev.coda.server.config.PrivateAccess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up a cluster in a folder of its own, which takes the cluster's name when all is in it: what
 * has that name was complete once. Immutable.
 */
record ClusterSetup(Path data, Path passwordFile, PostgresPrograms programs) {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterSetup.class);
  private static final String DRAFT = ".setup-";

  /** No PostgreSQL serves a draft, so that one which a killed predecessor left holds no data. */
  private static final Pattern LEFT_OVER =
      Pattern.compile(".+\\.setup-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /**
   * Sets the cluster up.
   *
   * @param statements create the role and the database of the server
   */
  void run(Path unpacked, String statements) throws IOException {
    LOG.info("Setting up a database in {}, this once", data);
    deleteLeftOvers();
    Path draft = data.resolveSibling(data.getFileName() + DRAFT + UUID.randomUUID());
    try {
      Files.createDirectory(draft, PrivateAccess.ofNewFolder(draft));
      require(programs.run(unpacked, "initdb", initdb(draft), ""), "initdb");
      // Without a network: nobody can sign in before the set-up is complete.
      require(
          programs.run(
              unpacked,
              "postgres",
              List.of("--single", "-j", "-D", draft.toString(), "postgres"),
              statements),
          "postgres --single");
      Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FileUtils.deleteQuietly(draft.toFile());
    }
  }

  private List<String> initdb(Path draft) {
    return List.of(
        "-U",
        "postgres",
        "-D",
        draft.toString(),
        "-E",
        "UTF-8",
        // No one signs in without the password.
        "--auth=scram-sha-256",
        "--pwfile=" + passwordFile,
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C");
  }

  private void deleteLeftOvers() throws IOException {
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(data.resolveSibling(""), data.getFileName() + DRAFT + "*")) {
      for (Path sibling : siblings) {
        if (LEFT_OVER.matcher(sibling.getFileName().toString()).matches()) {
          LOG.info("Removing the unfinished set-up {}", sibling);
          FileUtils.deleteDirectory(sibling.toFile());
        }
      }
    }
  }

  private static void require(int exitCode, String program) throws IOException {
    if (exitCode != 0) {
      throw new IOException(program + " ended with " + exitCode);
    }
  }
}
