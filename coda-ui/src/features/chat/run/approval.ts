import type { Decision } from '@/api/runs';
import type { Approval, MessageView, ToolBlock } from './view';

/** Under what an unsent input is kept: one question of one run. */
export const approvalKey = ({ runId, seq }: Approval) => `${runId}:${seq}`;

/** The value of a JSON text; undefined while it is not one. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Approves a call, with the input that was written for it, if any; undefined while that is not JSON. */
export function approvalOf(edited: string | undefined): Decision | undefined {
  if (edited === undefined) return { decision: 'approve' };
  const input = parsed(edited);
  return input === undefined ? undefined : { decision: 'approve', input };
}

export type Waiting = { tool: ToolBlock; approval: Approval };

/** The calls that wait for a person. */
export function waitingBlocks(message: MessageView | undefined): readonly Waiting[] {
  return (message?.blocks ?? []).flatMap((block) =>
    block.kind === 'tool' && block.status === 'asking' ? waitingAt(block) : [],
  );
}

/** What a call asks itself, and what the agents ask that it has led to. */
function waitingAt(tool: ToolBlock): readonly Waiting[] {
  const { approval, nested = [] } = tool.live ?? {};
  return [...(approval === undefined ? [] : [{ tool, approval }]), ...nested];
}

/** The calls that wait for a yes or no; what a tool asks itself, and sign-ins, are not among them. */
export const waitingIn = (message: MessageView | undefined) =>
  waitingBlocks(message).filter(
    ({ approval }) => approval.question === undefined && approval.signIn === undefined,
  );

/** Whether the run is paused until a person decides or signs in. */
export const waitsForPerson = (message: MessageView | undefined) =>
  waitingBlocks(message).some(({ approval }) => approval.question === undefined);
