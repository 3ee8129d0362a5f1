package dev.coda.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What takes part in a comparison, in a process of its own. Immutable.
 *
 * @param name as the table has it
 * @param classPath of its own process
 * @param factory the class that makes its clients
 */
record Contender(String name, String classPath, String factory) {
  static final String CODA = "Coda";
  static final String RAW_SOCKET = "raw socket";
  static final String OK_HTTP = "OkHttp and Jackson";

  static final String LANGCHAIN4J = "langchain4j";
  static final String LANGGRAPH4J = "langgraph4j";
  static final String DBOS = "dbos";

  /** The peers that stream answers, by the folders of their modules. */
  static final List<String> STREAMING = List.of(LANGCHAIN4J, "openai-java", "spring-ai");

  /** The peers that have a loop in this process. */
  static final List<String> IN_PROCESS = List.of(LANGCHAIN4J, LANGGRAPH4J);

  /** All peers, in the order of the table. */
  static final List<String> PEERS =
      List.of(LANGCHAIN4J, "openai-java", "spring-ai", LANGGRAPH4J, DBOS);

  /** Coda and the floors: what this module has on its own class path. */
  static List<Contender> own() {
    String classPath = System.getProperty("java.class.path");
    return List.of(
        new Contender(CODA, classPath, CodaClient.Library.class.getName()),
        new Contender(RAW_SOCKET, classPath, RawSocketClient.Library.class.getName()),
        new Contender(OK_HTTP, classPath, OkHttpModelClient.Library.class.getName()));
  }

  /** Returns those of the peers that were built into this folder of modules. */
  static List<Contender> peers(Path folder, List<String> names) throws IOException {
    List<Contender> all = new ArrayList<>();
    for (String peer : names) {
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
