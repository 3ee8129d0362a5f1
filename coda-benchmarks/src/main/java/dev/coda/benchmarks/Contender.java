package dev.coda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Is what takes part in the comparison of streams. Immutable.
 *
 * @param name as the table has it
 * @param classPath of its own process
 * @param factory the class that makes its clients
 */
record Contender(String name, String classPath, String factory) {
  static final String CODA = "Coda";
  static final String RAW_SOCKET = "raw socket";
  static final String OK_HTTP = "OkHttp and Jackson";

  /** The peers by the folders of their modules. */
  static final List<String> PEERS = List.of("langchain4j", "openai-java", "spring-ai");

  /** Coda and the floors: what this module has on its own class path. */
  static List<Contender> own() {
    String classPath = System.getProperty("java.class.path");
    return List.of(
        new Contender(CODA, classPath, CodaClient.Library.class.getName()),
        new Contender(RAW_SOCKET, classPath, RawSocketClient.Library.class.getName()),
        new Contender(OK_HTTP, classPath, OkHttpModelClient.Library.class.getName()));
  }

  /** Adds the peers that were built into this folder of modules. */
  static List<Contender> all(Path folder) throws IOException {
    List<Contender> all = new ArrayList<>(own());
    for (String peer : PEERS) {
      Path libraries = folder.resolve(peer).resolve("target/classpath.txt");
      if (Files.exists(libraries)) {
        String classPath =
            folder.resolve(peer).resolve("target/classes")
                + java.io.File.pathSeparator
                + Files.readString(libraries).strip();
        all.add(new Contender(peer, classPath, "dev.coda.benchmarks.peers.PeerClient$Library"));
      }
    }
    return all;
  }
}
