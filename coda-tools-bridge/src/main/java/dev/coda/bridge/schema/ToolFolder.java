package dev.coda.bridge.schema;

import com.fasterxml.jackson.databind.util.LRUMap;
import dev.coda.api.tool.Tool;
import dev.coda.bridge.internal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the state of a folder's files, and reads changed ones again. */
final class ToolFolder {
  private static final Logger LOG = LoggerFactory.getLogger(ToolFolder.class);

  /** The first that a folder has counts. */
  private static final List<String> FILE_NAMES =
      List.of("schema.json", "schema.yaml", "schema.yml");

  /** So that a file is read again periodically, since its environment variables may change. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final int MOST_KEPT = 10_000;

  private final Path directory;
  private final ToolFileReader reader;
  private final Clock clock;
  private final LRUMap<String, Parsed> parsed = new LRUMap<>(16, MOST_KEPT);
  private Map<Path, ToolFile> known = new TreeMap<>();

  ToolFolder(Path directory, ToolFileReader reader, Clock clock) {
    this.directory = directory;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Looks at every file.
   *
   * @param settled whether files are taken to be completely written; otherwise a problem is shown
   *     only at the second sight
   */
  ToolSnapshot scan(boolean settled) {
    List<Path> files;
    try {
      files = files(directory);
    } catch (IOException | UncheckedIOException e) {
      ToolFileProblem unreadable =
          new ToolFileProblem(directory, "", "the folder cannot be read: " + e.getMessage());
      return snapshot(List.of(unreadable));
    }
    Map<Path, ToolFile> next = new TreeMap<>();
    for (Path file : files) {
      next.put(file, look(file, known.get(file), settled));
    }
    known = next;
    return snapshot(List.of());
  }

  /** Returns the tools' files in a folder, one for each folder in it. */
  static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(directory)) {
      return folders
          .flatMap(folder ->
              FILE_NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).limit(1))
          .sorted()
          .toList();
    }
  }

  private ToolFile look(Path file, @Nullable ToolFile before, boolean settled) {
    FileStamp stamp = null;
    ToolParts parts = new ToolParts(file);
    String digest = "";
    boolean certain = false;
    try {
      stamp = FileStamp.of(file);
      if (before != null && before.isCurrent(stamp) && mayStay(before, settled)) {
        return before;
      }
      certain = !stamp.isFresh(clock.instant());
      byte[] content = content(file);
      digest = digest(file, content);
      Parsed known = kept(digest);
      if (known == null) {
        known = parse(file, content, parts);
        parsed.put(digest, known);
      }
      return new ToolFile(
          stamp, known.parts(), digest, certain, known.tools(), known.notes(), List.of(), false);
    } catch (InvalidFileException e) {
      return invalid(stamp, parts, digest, certain, before, e.problems(), settled);
    } catch (IOException e) {
      FieldProblem problem = new FieldProblem("", "could not be read: " + e.getMessage());
      return invalid(stamp, parts, digest, false, before, List.of(problem), settled);
    } catch (RuntimeException | StackOverflowError e) {
      // A file that the readers were not made for must not take the other files' tools with it.
      LOG.debug("Tool file {} made its reader fail", file, e);
      FieldProblem problem = new FieldProblem("", "could not be read: " + e);
      return invalid(stamp, parts, digest, certain, before, List.of(problem), settled);
    }
  }

  /**
   * A file with problems is read again on request, a valid one after its tools were kept long
   * enough.
   */
  private boolean mayStay(ToolFile before, boolean settled) {
    return before.isInvalid() ? !settled : kept(before.digest()) != null;
  }

  private @Nullable Parsed kept(String digest) {
    Parsed found = parsed.get(digest);
    return found != null
            && found.since().plus(KEPT).isAfter(clock.instant())
            && found.parts().isCurrent()
        ? found
        : null;
  }

  private Parsed parse(Path file, byte[] content, ToolParts parts) throws InvalidFileException {
    List<FieldProblem> notes = new ArrayList<>();
    String folder = directory.relativize(file).getName(0).toString();
    boolean yaml = !file.toString().endsWith(".json");
    List<Tool> tools = reader.read(folder, content, yaml, parts, notes);
    return new Parsed(tools, notes, parts, clock.instant());
  }

  private static ToolFile invalid(
      @Nullable FileStamp stamp,
      ToolParts parts,
      String digest,
      boolean certain,
      @Nullable ToolFile before,
      List<FieldProblem> problems,
      boolean settled) {
    boolean shown = settled;
    List<Tool> lastGood = List.of();
    List<FieldProblem> notes = List.of();
    if (before != null) {
      shown |= before.isInvalid() && before.digest().equals(digest);
      lastGood = before.tools();
      notes = before.notes();
    }
    return new ToolFile(stamp, parts, digest, certain, lastGood, notes, problems, shown);
  }

  /** The path counts too: a tool takes its name from the folder, and the kind from the file. */
  private static String digest(Path file, byte[] content) {
    return file + " " + HexFormat.of().formatHex(Sha256.of(content));
  }

  /** Reads a file that is not too large. */
  static byte[] content(Path file) throws IOException, InvalidFileException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(ToolParts.MOST_BYTES + 1);
      if (content.length > ToolParts.MOST_BYTES) {
        throw new InvalidFileException("", "is larger than 32 MiB");
      }
      return content;
    }
  }

  /** The tools of a file's content, and the problems of its parts. */
  private record Parsed(
      List<Tool> tools, List<FieldProblem> notes, ToolParts parts, Instant since) {
    Parsed {
      tools = List.copyOf(tools);
      notes = List.copyOf(notes);
    }
  }

  private ToolSnapshot snapshot(List<ToolFileProblem> first) {
    List<ToolFileProblem> problems = new ArrayList<>(first);
    Map<String, Path> owners = new HashMap<>();
    List<Tool> tools = new ArrayList<>();
    for (Map.Entry<Path, ToolFile> entry : known.entrySet()) {
      Path path = entry.getKey();
      for (FieldProblem problem : entry.getValue().shown()) {
        problems.add(new ToolFileProblem(path, problem.where(), problem.reason()));
      }
      for (Tool tool : entry.getValue().tools()) {
        String name = tool.spec().name();
        Path owner = owners.putIfAbsent(name, path);
        if (owner == null) {
          tools.add(tool);
        } else {
          String reason = "'%s' is already the name of a tool in %s".formatted(name, owner);
          problems.add(new ToolFileProblem(path, "name", reason));
        }
      }
    }
    return new ToolSnapshot(tools, problems);
  }
}
