package dev.coda.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Makes files and folders accessible only to their owner. Thread-safe. */
public final class PrivateAccess {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  private PrivateAccess() {}

  /**
   * Removes the access of everybody except the owner from a file or folder, and adds the access
   * that the server needs. Does nothing if the file system has no such permissions.
   *
   * @throws StartupException if that is not possible, as with a file of another user
   */
  public static void tighten(Path path) {
    if (!hasPermissions(path)) {
      return;
    }
    try {
      Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
      Set<PosixFilePermission> present = Files.getPosixFilePermissions(path);
      if (isOpen(present, OTHERS) || !present.containsAll(wanted)) {
        Files.setPosixFilePermissions(path, wanted);
      }
      if (isOpen(Files.getPosixFilePermissions(path), OTHERS)) {
        throw new IOException("the file system keeps its permissions");
      }
    } catch (IOException e) {
      throw new StartupException(
          "%s must be private to the user that runs Coda, but its permissions cannot be changed (it belongs to %s); change its owner, or set CODA_DATA_DIR to another folder."
              .formatted(path, owner(path)),
          e);
    }
  }

  /** Returns whether anybody except the owner can change a file, or the content of a folder. */
  public static boolean isWritableByOthers(Path path) throws IOException {
    return hasPermissions(path) && isOpen(Files.getPosixFilePermissions(path), OTHERS_WRITE);
  }

  /** Returns whether anybody but the owner has access of any kind. */
  static boolean isOpenToOthers(Path path) throws IOException {
    return hasPermissions(path) && isOpen(Files.getPosixFilePermissions(path), OTHERS);
  }

  /** Returns the attributes that make a new folder private from the beginning. */
  public static FileAttribute<?>[] ofNewFolder(Path parent) {
    return attributes(parent, FOLDER);
  }

  /** Returns the attributes that make a new file private from the beginning. */
  public static FileAttribute<?>[] ofNewFile(Path parent) {
    return attributes(parent, FILE);
  }

  private static FileAttribute<?>[] attributes(Path parent, Set<PosixFilePermission> permissions) {
    return hasPermissions(parent)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean isOpen(
      Set<PosixFilePermission> permissions, Set<PosixFilePermission> unwanted) {
    Set<PosixFilePermission> common = EnumSet.noneOf(PosixFilePermission.class);
    common.addAll(permissions);
    common.retainAll(unwanted);
    return !common.isEmpty();
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String owner(Path path) {
    try {
      return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    } catch (IOException e) {
      return "an unknown user";
    }
  }
}
