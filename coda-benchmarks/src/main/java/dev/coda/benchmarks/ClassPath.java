package dev.coda.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * What an application has to bring along. Immutable.
 *
 * @param entries jars, and folders of classes where modules of this build have no jar yet
 */
record ClassPath(List<Path> entries) {
  ClassPath {
    entries = List.copyOf(entries);
  }

  /** Reads what Maven resolved for a module. */
  static ClassPath read(Path file) throws IOException {
    return new ClassPath(
        Stream.of(Files.readString(file).strip().split(File.pathSeparator, -1))
            .map(Path::of)
            .toList());
  }

  ClassPath only(Predicate<Path> wanted) {
    return new ClassPath(entries.stream().filter(wanted).toList());
  }

  /** Counts bytes; of a folder, those of the jar that will be made of it. */
  long bytes() throws IOException {
    long bytes = 0;
    for (Path entry : entries) {
      bytes += Files.isDirectory(entry) ? packed(entry) : Files.size(entry);
    }
    return bytes;
  }

  private static long packed(Path folder) throws IOException {
    long[] size = {0};
    OutputStream count =
        new OutputStream() {
          @Override
          public void write(int one) {
            size[0]++;
          }

          @Override
          public void write(byte[] some, int from, int length) {
            size[0] += length;
          }
        };
    try (ZipOutputStream zip = new ZipOutputStream(count);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return size[0];
  }
}
