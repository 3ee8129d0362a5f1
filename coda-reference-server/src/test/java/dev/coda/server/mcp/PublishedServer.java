package dev.coda.server.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import dev.coda.server.fixture.NodeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code published-servers.json}: a server from the npm registry that starts without a
 * network and a key, and one call of it. Immutable.
 *
 * @param script its program in {@code node_modules}
 * @param tool the tool to call, by the server's own name
 * @param says part of the result; null if the call fails
 * @param fails part of the error; null if the call succeeds
 */
record PublishedServer(
    String name,
    String script,
    @Nullable List<String> args,
    @Nullable Map<String, String> env,
    String tool,
    JsonNode input,
    @Nullable String says,
    @Nullable String fails) {
  private static final Pattern PACKAGE = Pattern.compile("(@[^/]+/)?[^/]+");
  private static final Path PROJECT = Path.of("src", "test", "mcp");

  /** Reads all entries, with the folder in which the servers have their files. */
  static List<PublishedServer> all(Path folder) throws IOException {
    String text = Files.readString(PROJECT.resolve("published-servers.json"));
    String here = text.replace("${FOLDER}", folder.toString());
    return List.of(CodaJson.mapper().readValue(here, PublishedServer[].class));
  }

  /** Returns the configuration of all of them, as Coda reads it. */
  static String config(List<PublishedServer> servers) {
    ObjectNode config = CodaJson.mapper().createObjectNode();
    ObjectNode entries = config.putObject("mcpServers");
    servers.forEach(server -> entries.set(server.name, server.entry()));
    return config.toString();
  }

  private ObjectNode entry() {
    NodeProject project = NodeProject.of("mcp");
    ObjectNode entry = CodaJson.mapper().createObjectNode();
    entry.put("command", project.node()).put("permission", "allow");
    entry.putArray("args").add(project.script(script));
    Objects.requireNonNullElse(args, List.<String>of()).forEach(entry.withArray("args")::add);
    entry.putPOJO("env", Objects.requireNonNullElse(env, Map.of()));
    return entry;
  }

  /** Returns the name of its package. */
  String packageName() {
    Matcher name = PACKAGE.matcher(script);
    if (!name.lookingAt()) {
      throw new IllegalStateException(script);
    }
    return name.group();
  }

  /** Returns the installed version of its package. */
  String version() throws IOException {
    String text = Files.readString(PROJECT.resolve("package.json"));
    JsonNode version = CodaJson.mapper().readTree(text).path("dependencies").path(packageName());
    return version.asText();
  }

  @Override
  public String toString() {
    return name;
  }
}
