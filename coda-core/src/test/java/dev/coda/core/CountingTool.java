package dev.coda.core;

import dev.coda.api.id.CallId;
import dev.coda.api.tool.Tool;
import dev.coda.api.tool.ToolResult;
import dev.coda.api.tool.ToolSpec;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes the calls with which it was run. */
final class CountingTool {
  final List<CallId> calls = new CopyOnWriteArrayList<>();
  final List<String> inputs = new CopyOnWriteArrayList<>();

  Tool named(ToolSpec.Builder spec) {
    return TestTools.tool(
        spec.build(),
        (input, context) -> {
          calls.add(context.callId());
          inputs.add(input.toString());
          return ToolResult.text("done");
        });
  }
}
