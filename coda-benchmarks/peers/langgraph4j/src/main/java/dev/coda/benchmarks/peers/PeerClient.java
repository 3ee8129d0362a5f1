package dev.coda.benchmarks.peers;

import static org.bsc.langgraph4j.action.AsyncEdgeAction.edge_async;
import static org.bsc.langgraph4j.action.AsyncNodeAction.node_async;

import dev.coda.benchmarks.harness.Expected;
import dev.coda.benchmarks.harness.InProcess;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompiledGraph;
import org.bsc.langgraph4j.GraphDefinition;
import org.bsc.langgraph4j.GraphStateException;
import org.bsc.langgraph4j.StateGraph;
import org.bsc.langgraph4j.prebuilt.MessagesState;

/**
 * LangGraph4j alone: a graph of a model and a tool. The model is a piece of code that answers at
 * once, so that what remains is the graph's own work. Thread-safe.
 */
final class PeerClient {
  private PeerClient() {}

  /** Builds and runs such graphs. Thread-safe. */
  public static final class Library implements InProcess {
    @Override
    public Call prepare(String workload) throws GraphStateException {
      return switch (workload) {
        case ONE_TOOL -> PeerClient::graph;
        case TOOL_LOOP -> {
          CompiledGraph<Chat> graph = graph();
          yield () -> answer(graph);
        }
        default -> throw new UnsupportedOperationException();
      };
    }
  }

  /** A message. Immutable. */
  record Said(String role, String text) implements Serializable {}

  /** What a graph works on. */
  static final class Chat extends MessagesState<Said> {
    Chat(Map<String, Object> data) {
      super(data);
    }

    Said last() {
      return lastMessage().orElseThrow();
    }
  }

  private static CompiledGraph<Chat> graph() throws GraphStateException {
    return new StateGraph<>(MessagesState.SCHEMA, Chat::new)
        .addNode("model", node_async(chat -> says(model(chat.last()))))
        .addNode("tool", node_async(chat -> says(tool(chat.last()))))
        .addEdge(GraphDefinition.START, "model")
        .addConditionalEdges(
            "model",
            edge_async(chat -> chat.last().role().equals("call") ? "tool" : "end"),
            Map.of("tool", "tool", "end", GraphDefinition.END))
        .addEdge("tool", "model")
        .compile();
  }

  private static Map<String, Object> says(Said message) {
    return Map.of("messages", message);
  }

  private static Said model(Said last) {
    return last.role().equals("result")
        ? new Said("answer", "The sum is " + last.text() + ".")
        : new Said("call", "2 40");
  }

  private static Said tool(Said call) {
    List<String> numbers = List.of(call.text().split(" ", -1));
    int sum = Integer.parseInt(numbers.get(0)) + Integer.parseInt(numbers.get(1));
    return new Said("result", Integer.toString(sum));
  }

  private static String answer(CompiledGraph<Chat> graph) {
    String answer =
        graph.invoke(says(new Said("user", "What is 2 + 40?"))).orElseThrow().last().text();
    if (!answer.equals(Expected.LOOP_ANSWER)) {
      throw new IllegalStateException("answered: " + answer);
    }
    return answer;
  }
}
