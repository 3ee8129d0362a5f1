package dev.coda.server.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTest {
  private static final byte[] PNG = bytes("\u0089PNG\r\n\u001a\n\0");

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("a.png", PNG, "image/png"),
        arguments("a.jpg", bytes("\u00ff\u00d8\u00ff\u00e0"), "image/jpeg"),
        arguments("a.gif", bytes("GIF89a"), "image/gif"),
        arguments("a.webp", bytes("RIFF....WEBPVP8"), "image/webp"),
        arguments("a.pdf", bytes("%PDF-1.7\n\u00e2"), "application/pdf"),
        arguments("a.csv", bytes("a,b"), "text/csv"),
        arguments("a.md", bytes("# A"), "text/markdown"),
        arguments("a.json", bytes("{}"), "application/json"),
        arguments("a.java", bytes("class A {}"), "text/plain"),
        arguments("README", bytes("Read\tme\r\n"), "text/plain"),
        arguments("a.html", bytes("<script>"), "text/html"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isFoundByTheContentAndForTextsByTheName(String name, byte[] content, String type) {
    assertThat(FileType.of(content, SentName.of(name, ""))).contains(type);
  }

  @Test
  void ofAPictureIsThatOfItsContentWhateverItsNameSays() {
    assertThat(FileType.of(PNG, SentName.of("photo.jpg", "image/jpeg"))).contains("image/png");
    assertThat(FileType.of(PNG, SentName.of("notes.txt", "text/plain"))).contains("image/png");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("photo.png", "", bytes("not a picture")),
        arguments("photo", "image/png", bytes("not a picture")),
        arguments("report.pdf", "", bytes("not a PDF")),
        arguments("report.pdf", "application/pdf", PNG),
        arguments("logo.svg", "image/svg+xml", bytes("<svg onload=\"alert(1)\"/>")),
        arguments("logo.svg", "", bytes("<svg><script>alert(1)</script></svg>")),
        arguments("a.zip", "", bytes("PK\u0003\u0004\0")),
        arguments("a.exe", "", bytes("MZ\u0090\0")),
        arguments("a.txt", "text/plain", bytes("caf\u00e9")),
        arguments("a.txt", "text/plain", bytes("a\0b")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isUnknownWhereTheFileIsNotWhatItIsSentAs(String name, String type, byte[] content) {
    assertThat(FileType.of(content, SentName.of(name, type))).isEmpty();
  }

  @Test
  void readsTextInEveryLanguage() {
    byte[] text = "Grüße, 你好, 🧮".getBytes(UTF_8);

    assertThat(FileType.of(text, SentName.of("a.txt", "text/plain"))).contains("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report.pdf",
        "/etc/report.pdf",
        "..\\..\\report.pdf",
        "C:\\Users\\ada\\report.pdf",
        " re\u202eport\u0007.pdf\r\n"
      })
  void aNameHasNoFoldersAndNothingInvisible(String name) {
    assertThat(SentName.of(name, "").name()).isEqualTo("report.pdf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/", "\u200b", "/"})
  void aNameOfNothingIsReplaced(String name) {
    assertThat(SentName.of(name, "").name()).isEqualTo("file");
  }

  private static byte[] bytes(String content) {
    return content.getBytes(ISO_8859_1);
  }
}
