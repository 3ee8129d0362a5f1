package dev.coda.core.tools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coda.api.tool.ClientTool;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolContext;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
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
 * The tools that the model calls of a run offer, in the form that requests need. If there are too
 * many tools for a model, the offer has some of them and a tool that finds the others. Runs with
 * the same tools share an offer. Thread-safe.
 */
public final class ToolOffer {
  private final Map<String, RegisteredTool> tools;
  private final Map<String, RegisteredTool> shown;
  private final int most;
  private volatile @Nullable Extended latest;

  /** Parameters of an agent, and the same with the tools. */
  private record Extended(ChatRequestParameters base, ChatRequestParameters withTools) {}

  private ToolOffer(
      Map<String, RegisteredTool> tools, Map<String, RegisteredTool> shown, int most) {
    // In their order, which must not change from call to call: providers cache prompts by prefix.
    this.tools = Collections.unmodifiableMap(tools);
    this.shown = Collections.unmodifiableMap(shown);
    this.most = most;
  }

  /**
   * Offers these tools. The one that reads large results comes last, and only with others: without
   * another tool there is no result to read.
   *
   * @param most the number of tools that a model is shown at once
   */
  static ToolOffer of(Map<String, RegisteredTool> tools, int most) {
    return of(tools, tools.keySet(), most);
  }

  private static ToolOffer of(
      Map<String, RegisteredTool> tools, Collection<String> names, int most) {
    Map<String, RegisteredTool> all = new LinkedHashMap<>(tools);
    RegisteredTool reader = all.remove(ArtifactTool.NAME);
    all.values().removeIf(tool -> tool.tool() instanceof ToolSearch);
    all.keySet().retainAll(names);
    if (reader != null && !all.isEmpty()) {
      all.put(ArtifactTool.NAME, reader);
    }
    return all.size() <= most ? new ToolOffer(all, all, most) : searched(all, reader, most);
  }

  /** Shows half of the permitted number; the rest is for tools that will be found. */
  private static ToolOffer searched(
      Map<String, RegisteredTool> all, @Nullable RegisteredTool reader, int most) {
    Map<String, RegisteredTool> shown = new LinkedHashMap<>();
    List<ToolSpec> hidden = new ArrayList<>();
    all.forEach((name, tool) -> {
      if (shown.size() < most / 2) {
        shown.put(name, tool);
      } else {
        hidden.add(tool.spec());
      }
    });
    RegisteredTool search = RegisteredTool.of(ToolSearch.over(hidden), true);
    all.put(ToolSearch.NAME, search);
    shown.put(ToolSearch.NAME, search);
    if (reader != null) {
      shown.put(ArtifactTool.NAME, reader);
    }
    return new ToolOffer(all, shown, most);
  }

  /**
   * {@return the offer of a run that may use only the tools with these names} If it may use at
   * least one of them, it may also read large results.
   *
   * @param names the names of the tools
   */
  public ToolOffer only(Collection<String> names) {
    return of(tools, names, most);
  }

  /**
   * {@return the offer with tools that the client calls itself} They are always shown; one of them
   * replaces an agent's tool of the same name.
   *
   * @param more those to add
   * @throws RuntimeException if a name or a schema cannot be used
   */
  public ToolOffer withClientTools(List<ClientTool> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, RegisteredTool> all = new LinkedHashMap<>(tools);
    Map<String, RegisteredTool> visible = new LinkedHashMap<>(shown);
    for (ClientTool tool : more) {
      RegisteredTool registered = RegisteredTool.of(Tool.of(tool.spec(), ToolOffer::notHere), true);
      all.put(tool.name(), registered);
      visible.put(tool.name(), registered);
    }
    return new ToolOffer(all, visible, most);
  }

  private static ToolResult notHere(JsonNode input, ToolContext context) {
    throw new IllegalStateException("a client calls its tools itself");
  }

  /** {@return whether there are tools that a model has to find first} */
  public boolean isSearched() {
    return shown.size() < tools.size();
  }

  /**
   * {@return the offer with the tools that a model has found; only the latest if there are too
   * many}
   *
   * @param found names in the order in which they were found; names of tools that are not offered
   *     are ignored
   */
  public ToolOffer with(Collection<String> found) {
    List<String> more = new ArrayList<>(found);
    more.removeIf(name -> shown.containsKey(name) || !tools.containsKey(name));
    if (more.isEmpty()) {
      return this;
    }
    Map<String, RegisteredTool> extended = new LinkedHashMap<>(shown);
    for (String name : more.subList(Math.max(0, more.size() - most / 2), more.size())) {
      extended.put(name, tools.get(name));
    }
    return new ToolOffer(tools, extended, most);
  }

  /** {@return the tools that may be called by name, in the order in which models see them} */
  public Map<String, RegisteredTool> tools() {
    return tools;
  }

  /** {@return the tools that a model is shown, in their order} */
  public Collection<RegisteredTool> shown() {
    return shown.values();
  }

  /**
   * {@return the parameters of a request with these tools}
   *
   * @param base parameters without tools, which an agent's calls have in common
   */
  @SuppressWarnings("ReferenceEquality") // An agent has one object, and to compare two is dearer.
  public ChatRequestParameters parameters(ChatRequestParameters base) {
    if (shown.isEmpty()) {
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
    List<ToolSpecification> specifications = new ArrayList<>(shown.size());
    shown.values().forEach(tool -> specifications.add(tool.specification()));
    return ChatRequestParameters.builder().toolSpecifications(specifications).build();
  }
}
