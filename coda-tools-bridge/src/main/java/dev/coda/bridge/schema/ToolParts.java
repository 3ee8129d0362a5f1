package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The other files to which a tool's file refers: only in the same folder, together no larger than
 * the limit, and watched for changes.
 */
final class ToolParts {
  /** As large as the largest documents that are published. */
  static final int MOST_BYTES = 32 * 1024 * 1024;

  private final Path folder;
  private final Path file;
  private final Map<Path, Optional<FileStamp>> stamps = new HashMap<>();
  private int left = MOST_BYTES;

  ToolParts(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.folder = Objects.requireNonNull(this.file.getParent(), "a file has a folder");
  }

  /** The tool's file itself, as a path in its folder. */
  String main() {
    return name(file);
  }

  /**
   * Finds a file by a reference to it.
   *
   * @param from the file that refers, as a path in the folder
   * @return its path in the folder; empty if it is not there
   */
  Optional<String> find(String reference, String from) {
    if (reference.matches("(?i)[a-z][a-z0-9+.-]+:.*")) {
      return Optional.empty();
    }
    try {
      String plain = URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
      Path path = folder.resolve(from).resolveSibling(plain).normalize();
      if (!path.startsWith(folder)) {
        return Optional.empty();
      }
      stamps.put(path, stamp(path));
      // A link could lead out of the folder.
      boolean inside =
          Files.isRegularFile(path) && path.toRealPath().startsWith(folder.toRealPath());
      return inside ? Optional.of(name(path)) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads a file that was found. */
  JsonNode read(String name) throws InvalidFileException {
    try (InputStream in = Files.newInputStream(folder.resolve(name))) {
      byte[] content = in.readNBytes(left + 1);
      if (content.length > left) {
        throw new InvalidFileException("", "refers to files of more than 32 MiB together");
      }
      left -= content.length;
      return ToolFileReader.parse(content, !name.endsWith(".json"));
    } catch (InvalidFileException e) {
      throw new InvalidFileException(
          e.problems().stream().map(problem -> problem.within(name)).toList());
    } catch (IOException e) {
      throw new InvalidFileException(name, "could not be read: " + e.getMessage());
    }
  }

  /** Returns whether no file that was looked for has changed since. */
  boolean isCurrent() {
    return stamps.entrySet().stream()
        .allMatch(each -> stamp(each.getKey()).equals(each.getValue()));
  }

  private String name(Path path) {
    return folder.relativize(path).toString().replace('\\', '/');
  }

  private static Optional<FileStamp> stamp(Path path) {
    try {
      return Optional.of(FileStamp.of(path));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
