import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { type Decision, decideCall } from '@/api/runs';
import { formatJson } from '@/shared/format';
import { Button } from '@/shared/ui/Button';
import { blankAnswer } from './blank-answer';
import type { Approval, ToolBlock } from './view';

const QUESTIONS: Record<string, string> = {
  approval: 'May this tool run with the input below?',
  tool_changed: 'This tool has changed since it was approved. May it run as it is now?',
  unknown_outcome: 'This call was cut off before, and it may have done its work. Run it again?',
  elicitation: 'This tool asks you something. It gets what you send, so send no secrets.',
};

/** What is neither for good nor for the next call has a word of its own. */
const YES: Record<string, string> = { unknown_outcome: 'Run again', elicitation: 'Answer' };

/**
 * Asks a person about one tool call: yes, no, or yes with another input. Where it is the tool that
 * asks, the input is the answer.
 */
export function ApprovalCard({ tool, approval }: { tool: ToolBlock; approval: Approval }) {
  const asked = approval.question;
  const shown = formatJson(asked === undefined ? tool.input : blankAnswer(asked.schema));
  const [text, setText] = useState(shown);
  const [remember, setRemember] = useState(false);
  const id = useId();
  const edited = parsed(text);
  const answer = useMutation({
    mutationFn: (decision: Decision) => decideCall(approval.runId, tool.callId, decision),
  });
  const decide = (decision: Decision['decision']) =>
    answer.mutate({
      decision,
      ...(remember ? { remember } : {}),
      ...(decision === 'approve' && (asked !== undefined || text !== shown)
        ? { input: edited }
        : {}),
    });
  const problem = edited === undefined ? 'This is not JSON yet.' : answer.error?.message;

  return (
    <fieldset
      disabled={answer.isPending || answer.isSuccess}
      aria-labelledby={`${id}-question`}
      className="space-y-3 border-line border-t p-3"
    >
      <p id={`${id}-question`} className="font-medium">
        {QUESTIONS[approval.reason] ?? QUESTIONS.approval}
      </p>
      {asked !== undefined && <p className="whitespace-pre-wrap break-words">{asked.message}</p>}
      <textarea
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={Math.min(12, text.split('\n').length)}
        spellCheck={false}
        aria-label={asked === undefined ? `Input of ${tool.toolName}` : 'Your answer'}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        className="block w-full resize-y rounded-lg border border-edge bg-raised p-2.5 font-mono text-xs"
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} role="alert" className="text-bad text-xs">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          busy={answer.isPending}
          disabled={edited === undefined}
          onClick={() => decide('approve')}
        >
          {YES[approval.reason] ?? 'Approve'}
        </Button>
        <Button onClick={() => decide('deny')}>{asked === undefined ? 'Deny' : 'Decline'}</Button>
        {YES[approval.reason] === undefined && (
          <label className="flex min-h-9 items-center gap-2 text-soft text-xs pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={remember}
              onChange={(event) => setRemember(event.target.checked)}
            />
            Do the same for {tool.toolName} from now on
          </label>
        )}
      </div>
      <p className="text-soft text-xs">
        Without an answer by {new Date(approval.expiresAt).toLocaleString()} it is{' '}
        {asked === undefined ? 'denied' : 'declined'}.
      </p>
    </fieldset>
  );
}

/** The value of a JSON text; undefined while it is not one. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
