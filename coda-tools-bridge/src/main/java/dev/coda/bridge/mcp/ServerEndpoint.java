package dev.coda.bridge.mcp;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a server is reached. Its text form shows no value that may be secret. */
sealed interface ServerEndpoint {
  /**
   * A program that communicates over its standard input and output.
   *
   * @param env its variables in addition to the few that every program needs
   * @param directory its working directory; null for that of this process
   */
  record Stdio(
      String command, List<String> arguments, Map<String, String> env, @Nullable Path directory)
      implements ServerEndpoint {
    /** Copies the collections. */
    public Stdio {
      arguments = List.copyOf(arguments);
      env = Map.copyOf(env);
    }

    @Override
    public String toString() {
      return command;
    }
  }

  /**
   * A service with streamable HTTP.
   *
   * @param headers sent with every request
   * @param allowedAddresses addresses it may have although they are not public
   */
  record Http(URI url, Map<String, String> headers, List<String> allowedAddresses)
      implements ServerEndpoint {
    /** Copies the collections. */
    public Http {
      headers = Map.copyOf(headers);
      allowedAddresses = List.copyOf(allowedAddresses);
    }

    @Override
    public String toString() {
      return url.getScheme() + "://" + url.getRawAuthority();
    }
  }
}
