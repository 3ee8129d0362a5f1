package dev.coda.core.tools;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tools that the model calls of a run offer, in the form that requests need. Runs share an
 * offer as long as they are offered the same tools. Thread-safe.
 */
public final class ToolOffer {
  private final Map<String, RegisteredTool> tools;
  private volatile @Nullable Extended latest;

  /** Parameters of an agent, and the same with the tools. */
  private record Extended(ChatRequestParameters base, ChatRequestParameters withTools) {}

  private ToolOffer(Map<String, RegisteredTool> tools) {
    // In their order, which must not change from call to call: providers cache prompts by prefix.
    this.tools = Collections.unmodifiableMap(tools);
  }

  /**
   * Offers these tools. The one that reads large results comes last, and only with others: without
   * another tool there is no result to read.
   */
  static ToolOffer of(Map<String, RegisteredTool> tools) {
    return of(tools, tools.keySet());
  }

  private static ToolOffer of(Map<String, RegisteredTool> tools, Collection<String> names) {
    Map<String, RegisteredTool> offered = new LinkedHashMap<>(tools);
    RegisteredTool reader = offered.remove(ArtifactTool.NAME);
    offered.keySet().retainAll(names);
    if (reader != null && !offered.isEmpty()) {
      offered.put(ArtifactTool.NAME, reader);
    }
    return new ToolOffer(offered);
  }

  /**
   * Returns the offer of a run that may use the tools of these names only. Where it may use any, it
   * may also read large results.
   */
  public ToolOffer only(Collection<String> names) {
    return of(tools, names);
  }

  /** Returns the tools by name, in the order in which models see them. */
  public Map<String, RegisteredTool> tools() {
    return tools;
  }

  /**
   * Returns the parameters of a request with these tools.
   *
   * @param base parameters without tools, which an agent's calls have in common
   */
  @SuppressWarnings("ReferenceEquality") // An agent has one object, and to compare two is dearer.
  public ChatRequestParameters parameters(ChatRequestParameters base) {
    if (tools.isEmpty()) {
      return base;
    }
    Extended known = latest;
    if (known == null || known.base != base) {
      known = new Extended(base, base.overrideWith(toolParameters()));
      latest = known;
    }
    return known.withTools;
  }

  private ChatRequestParameters toolParameters() {
    List<ToolSpecification> specifications = new ArrayList<>(tools.size());
    tools.values().forEach(tool -> specifications.add(tool.specification()));
    return ChatRequestParameters.builder().toolSpecifications(specifications).build();
  }
}
