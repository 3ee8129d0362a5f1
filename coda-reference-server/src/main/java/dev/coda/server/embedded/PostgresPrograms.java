package dev.coda.server.embedded;

import dev.coda.server.config.PrivateAccess;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The programs of PostgreSQL, taken from the class path and unpacked once. Thread-safe.
 *
 * @param folder where they are unpacked, in a folder for each version of them
 * @param log what they print
 */
record PostgresPrograms(Path folder, Path log) {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresPrograms.class);
  private static final List<String> NAMES = List.of("initdb", "pg_ctl", "postgres");

  /** Records what was unpacked; its name is older than its content, which may be missing. */
  private static final String MANIFEST = ".exists";

  private static final long END_SECONDS = 5;

  /**
   * Unpacks the programs unless they are there, whole, and could not have been replaced by another
   * user. What a killed predecessor left half unpacked is unpacked again.
   */
  Path unpack() throws IOException {
    byte[] archive;
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
      archive = in.readAllBytes();
    }
    Files.createDirectories(folder, PrivateAccess.ofNewFolder(folder));
    Path target = folder.resolve("PG-" + md5(archive));
    if (!isUsable(target)) {
      PrivateAccess.tighten(folder);
      LOG.info("Unpacking PostgreSQL into {}", target);
      Path draft = folder.resolve(target.getFileName() + ".new");
      FileUtils.deleteDirectory(draft.toFile());
      Files.createDirectory(draft, PrivateAccess.ofNewFolder(draft));
      TarArchive.extract(new ByteArrayInputStream(archive), draft);
      Files.writeString(draft.resolve(MANIFEST), contents(draft));
      FileUtils.deleteDirectory(target.toFile());
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
    PrivateAccess.tighten(folder);
    return target;
  }

  /**
   * Runs a program to its end and returns its exit code. An interrupt ends the program first.
   *
   * @param input what the program reads
   */
  int run(Path unpacked, String program, List<String> arguments, String input) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // PostgreSQL refuses to run as root, and in a name space of its own it does not see that.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(unpacked.resolve("bin").resolve(program + extension()).toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    try {
      try (OutputStream out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException endedBeforeItRead) {
        LOG.debug("{} did not read its input", program, endedBeforeItRead);
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      end(process);
      throw interrupted(e);
    }
  }

  private static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException failure = new InterruptedIOException("PostgreSQL is being stopped");
    failure.initCause(cause);
    return failure;
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isUsable(Path target) throws IOException {
    Path manifest = target.resolve(MANIFEST);
    if (!Files.isRegularFile(manifest) || PrivateAccess.isWritableByOthers(target)) {
      return false;
    }
    for (String name : NAMES) {
      if (!Files.isExecutable(target.resolve("bin").resolve(name + extension()))) {
        return false;
      }
    }
    String recorded = Files.readString(manifest);
    return !recorded.isEmpty() && recorded.equals(contents(target));
  }

  /** Counts the files and their bytes, which shows most damage and costs milliseconds. */
  private static String contents(Path target) throws IOException {
    try (Stream<Path> all = Files.walk(target)) {
      List<Long> sizes =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().equals(MANIFEST))
              .map(PostgresPrograms::size)
              .toList();
      return "%d files, %d bytes"
          .formatted(sizes.size(), sizes.stream().mapToLong(Long::longValue).sum());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String md5(byte[] archive) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(archive));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private static String extension() {
    return system().equals("Windows") ? ".exe" : "";
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "Windows";
    }
    return name.startsWith("mac") ? "Darwin" : "Linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }
}
