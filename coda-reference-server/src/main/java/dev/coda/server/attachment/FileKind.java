package dev.coda.server.attachment;

/** Kinds of files that a model can be shown, and how large one of each may be. */
enum FileKind {
  /** In Base64 5 MiB, which every provider takes. */
  IMAGE("An image", 5L * 1024 * 1024 / 4 * 3),
  PDF("A PDF", Long.MAX_VALUE),
  TEXT("A text file", 1024 * 1024);

  private final String noun;
  private final long mostBytes;

  FileKind(String noun, long mostBytes) {
    this.noun = noun;
    this.mostBytes = mostBytes;
  }

  String noun() {
    return noun;
  }

  /** Returns the most bytes that one may have, whatever all together may have. */
  long mostBytes() {
    return mostBytes;
  }

  /** Returns the kind of a media type that {@link FileType} has found. */
  static FileKind of(String mediaType) {
    if (mediaType.startsWith("image/")) {
      return IMAGE;
    }
    return mediaType.equals("application/pdf") ? PDF : TEXT;
  }
}
