package dev.coda.bridge.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coda.api.error.ConfigurationException;
import dev.coda.api.tool.ToolPermission;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
  private final ConfigReader reader = new ConfigReader(Map.of("TOKEN", "t0p")::get);
  private final List<McpServerStatus> broken = new ArrayList<>();

  @Test
  void readsBothKindsOfServersAndLeavesDisabledOnesOut() {
    List<ServerEntry> entries =
        read(
            """
            {"mcpServers": {
              "files": {"command": "npx", "args": ["-y", "${DIR:-/tmp}"], "cwd": "/srv",
                        "env": {"KEY": "${TOKEN}"}, "autoApprove": ["foreign field"]},
              "search": {"type": "http", "url": "https://example.com/mcp", "timeout": 1500,
                         "headers": {"Authorization": "Bearer ${env:TOKEN}"}},
              "off": {"command": "${UNSET}", "disabled": true}}}
            """);
    assertThat(entries).hasSize(2);
    ServerEndpoint.Stdio files = (ServerEndpoint.Stdio) entries.get(0).endpoint();
    assertThat(files.arguments()).containsExactly("-y", "/tmp");
    assertThat(files.env()).containsEntry("KEY", "t0p");
    ServerEndpoint.Http search = (ServerEndpoint.Http) entries.get(1).endpoint();
    assertThat(search.headers()).containsEntry("Authorization", "Bearer t0p");
    assertThat(entries.get(1).timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(entries.toString()).as("no secret in any text form").doesNotContain("t0p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"mcpServers\": {\"a\": {}}} | 'url' is missing",
        "{\"mcpServers\": {\"a\": {\"command\": \" \"}}} | 'command' is missing",
        "{\"mcpServers\": {\"a\": {\"command\": \"${NO}\"}}} | variable NO is not set",
        "{\"mcpServers\": {\"a\": {\"url\": \"file:///x\"}}} | must begin with http",
        "{\"mcpServers\": {\"a\": {\"url\": \"http://x\", \"type\": \"sse\"}}} | not supported",
        "{\"mcpServers\": {\"a\": {\"command\": \"x\", \"permission\": \"yes\"}}} | not 'yes'",
        "{\"mcpServers\": {\"a\": {\"command\": \"x\", \"timeout\": 0}}} | at least 1",
        "{\"mcpServers\": {\"a\": {\"url\": \"http://x\", \"allowedAddresses\": [\"x\"]}}} | 'x'",
        "{\"mcpServers\": {\"a\": {\"url\": \"http://x\", \"headers\": {\"K\": \"ü\"}}}} | header"
            + " 'K'",
        "{\"mcpServers\": {\"a\": {\"url\": \"http://x\", \"headers\": {\"K\": \"a\\nb\"}}}} | 'K'"
      })
  void namesTheServerAndWhatIsWrongWithIt(String json, String complaint) {
    assertThat(read(json)).isEmpty();
    assertThat(broken).extracting(McpServerStatus::name).containsExactly("a");
    assertThat(broken.get(0).problem()).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{} | no object 'mcpServers'", "not json | is not JSON"})
  void refusesWhatIsNoConfiguration(String json, String complaint) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void leavesOutTheLineBreakAtTheEndOfAHeader() {
    ServerEntry entry =
        read("""
        {"mcpServers": {"a": {"url": "http://x", "headers": {"Authorization": "Bearer t\\n"}}}}
        """)
            .get(0);
    assertThat(((ServerEndpoint.Http) entry.endpoint()).headers())
        .containsEntry("Authorization", "Bearer t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433:9000/mcp",
        "http://0x7f000001/mcp",
        "http://0x7f.1/mcp",
        "http://127.1/mcp",
        "http://0177.0.0.1/mcp",
        "http://127.0.0.1./mcp",
        "https://017700000001/mcp"
      })
  void refusesUnusualSpellingOfAnAddress(String url) {
    String server = "{\"url\": \"" + url + "\", \"allowedAddresses\": [\"127.0.0.1\"]}";
    assertThat(read("{\"mcpServers\": {\"a\": " + server + "}}")).isEmpty();
    assertThat(broken.get(0).problem()).contains("'url'").contains("unusual spelling");
  }

  @Test
  void refusesPasswordInAnAddress() {
    assertThat(read("{\"mcpServers\": {\"a\": {\"url\": \"http://u:t0p@x/mcp\"}}}")).isEmpty();
    assertThat(broken.get(0).problem()).contains("user name or password").doesNotContain("t0p");
  }

  @ParameterizedTest
  @CsvSource({
    "{}, false, ASK, ASK, ASK",
    "{\"trustAnnotations\": true}, false, ASK, ALLOW, ASK",
    "{\"permission\": \"allow\"}, false, ALLOW, ALLOW, ASK",
    "{\"permission\": \"deny\"}, false, DENY, DENY, DENY",
    "{\"permissions\": {\"tool\": \"allow\"}}, false, ALLOW, ALLOW, ALLOW",
  })
  void whatAServerSaysOfItselfNeverLowersAPermissionUnlessItIsTrusted(
      String fields,
      boolean unused,
      ToolPermission plain,
      ToolPermission readOnly,
      ToolPermission destructive) {
    String server = fields.replaceFirst("^\\{", "{\"command\": \"x\", ").replace(", }", "}");
    ToolRules rules = read("{\"mcpServers\": {\"a\": " + server + "}}").get(0).rules();
    assertThat(rules.of("tool", null)).isEqualTo(plain);
    assertThat(rules.of("tool", hints(true, false))).isEqualTo(readOnly);
    assertThat(rules.of("tool", hints(false, true))).isEqualTo(destructive);
  }

  private List<ServerEntry> read(String json) {
    return reader.read(json, broken::add);
  }

  private static McpSchema.ToolAnnotations hints(boolean readOnly, boolean destructive) {
    return McpSchema.ToolAnnotations.builder()
        .readOnlyHint(readOnly)
        .destructiveHint(destructive)
        .build();
  }
}
