package dev.coda.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coda.server.fixture.ApiClient;
import dev.coda.server.fixture.Reply;
import dev.coda.server.fixture.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UiTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private final ApiClient browser = RunningServer.shared().anonymous().with("Accept", BROWSER);

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/login", "/sessions/0190a5d0", "/settings/keys"})
  void everyPageAddressShowsTheApplication(String path) {
    Reply reply = browser.get(path);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    assertThat(reply.body()).contains("<title>");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void hashedFilesAreCachedForGood() {
    Reply reply = browser.get("/assets/app-1a2b3c.js");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("javascript");
    assertThat(reply.header("Cache-Control")).contains("immutable", "max-age=31536000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets", "/assets/", "/assets//", "/assets/./", "/assets/%2e"})
  void folderIsNotAFile(String path) {
    assertThat(RunningServer.shared().anonymous().get(path).status()).isEqualTo(404);
    Reply page = browser.get(path);
    assertThat(page.status()).isIn(200, 404);
    if (page.status() == 200) {
      assertThat(page.body()).contains("<title>");
    }
    assertThat(page.header("Cache-Control")).doesNotContain("immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/..%2findex.html"})
  void onlyHashedFilesAreCachedForever(String path) {
    assertThat(browser.get(path).header("Cache-Control")).doesNotContain("immutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/assets/gone-9f8e7d.js", "/favicon.png", "/api/v1/nothing", "/api/"})
  void whatIsNoPageIsNotFound(String path) {
    Reply reply = browser.get(path);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("not_found");
  }

  @Test
  void aProgramThatWantsNoPageGetsNone() {
    assertThat(RunningServer.shared().anonymous().get("/login").status()).isEqualTo(404);
  }

  @Test
  void onlyReadingShowsAPage() {
    assertThat(browser.post("/login", "{}").status()).isIn(404, 405);
    assertThat(browser.send("HEAD", "/login", BodyPublishers.noBody()).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/../application.properties", "/%2e%2e/application.properties"})
  void nothingOutsideTheApplicationIsServed(String path) {
    assertThat(browser.get(path).body()).doesNotContain("micronaut");
  }
}
