import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { type Decision, decideCall } from '@/api/runs';
import { formatTime } from '@/shared/format';
import type { Approval, ToolBlock } from '../run/view';

export const useDecision = (tool: ToolBlock, approval: Approval) =>
  useMutation({
    mutationFn: (decision: Decision) => decideCall(approval.runId, tool.callId, decision),
  });

export const Buttons = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2">{children}</div>
);

type DecisionFrameProps = {
  question: string | undefined;
  approval: Approval;
  /** What happens without an answer. */
  otherwise: string;
  answer: { isPending: boolean; isSuccess: boolean };
  problem: string | undefined;
  children: ReactNode;
};

/** What every question to a person has around its fields. */
export function DecisionFrame(props: DecisionFrameProps) {
  const { question, approval, otherwise, answer, problem, children } = props;
  const id = useId();
  return (
    <fieldset
      disabled={answer.isPending || answer.isSuccess}
      aria-labelledby={id}
      className="space-y-3 border-line border-t p-3"
    >
      <p id={id} className="font-medium">
        {question}
      </p>
      {children}
      {problem !== undefined && (
        <p role="alert" className="text-bad text-xs">
          {problem}
        </p>
      )}
      <p className="text-soft text-xs">
        Without an answer by {formatTime(Date.parse(approval.expiresAt))} it is {otherwise}.
      </p>
    </fieldset>
  );
}
