import { defined } from '@/shared/defined';
import type { NestedQuestion } from './events';
import { approvalFor, type NestedApproval, type ToolBlock } from './view';

/** The call that leads to an agent which asks, or has ceased to ask. */
export function withNested(tool: ToolBlock, question: NestedQuestion, seq: number): ToolBlock {
  const others = (tool.live?.nested ?? []).filter(
    (known) => known.approval.runId !== question.run_id || known.tool.callId !== question.call_id,
  );
  const nested = question.open ? [...others, nestedOf(question, seq)] : others;
  const { nested: _, ...live } = tool.live ?? { inputText: '' };
  const isAsking = nested.length > 0 || live.approval !== undefined;
  return {
    ...tool,
    status: isAsking ? 'asking' : 'running',
    live: nested.length === 0 ? live : { ...live, nested },
  };
}

function nestedOf(question: NestedQuestion, seq: number): NestedApproval {
  const { run_id, call_id, tool_name, input, expires_at, reason, sign_in, path } = question;
  return {
    tool: {
      kind: 'tool',
      key: `${run_id}:${call_id}`,
      part: 0,
      callId: call_id,
      toolName: tool_name,
      status: 'asking',
      ...defined({ input }),
    },
    approval: approvalFor({ seq, run_id, expires_at, input, ...defined({ reason, sign_in }) }),
    path: path.map((caller) => caller.tool_name),
  };
}
