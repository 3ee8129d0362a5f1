import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { type Decision, decideCall } from '@/api/runs';
import { formatDuration, formatTime } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';
import type { Approval, ToolBlock } from '../run/view';
import { useSecondsLeft } from './useSecondsLeft';

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
  otherwise: 'denied' | 'declined';
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
      <Expiry time={Date.parse(approval.expiresAt)} otherwise={otherwise} />
    </fieldset>
  );
}

/** In the last minutes it counts down. */
const SOON_S = 5 * 60;

function Expiry({ time, otherwise }: { time: number; otherwise: 'denied' | 'declined' }) {
  const left = useSecondsLeft(time);
  const when =
    left <= SOON_S
      ? t('within {time}', { time: formatDuration(left * 1000) })
      : t('by {time}', { time: formatTime(time) });
  return (
    <p className={cx('text-xs', left <= SOON_S ? 'text-warn' : 'text-soft')}>
      {otherwise === 'denied'
        ? t('Without an answer {when} it is denied.', { when })
        : t('Without an answer {when} it is declined.', { when })}
    </p>
  );
}
