import {
  Brain,
  CircleDot,
  ClipboardCheck,
  CornerUpLeft,
  FileText,
  ListChecks,
  type LucideIcon,
  MessageSquareText,
  Scissors,
  Wrench,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Thought } from '@/api/schema';
import { formatDuration } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { cx } from '@/shared/ui/cx';
import { callsOf, countedRepeats } from './steps';
import { ToolEvaluation } from './ToolEvaluation';

const KINDS: Record<string, { icon: LucideIcon; name: string }> = {
  reasoning: { icon: Brain, name: msg('Reasoning') },
  tool_selection: { icon: Wrench, name: msg('Chose tools') },
  parameter_eval: { icon: ListChecks, name: msg('Checked the input') },
  tool_result_eval: { icon: ClipboardCheck, name: msg('Checked the result') },
  answer_check: { icon: ListChecks, name: msg('Checked the answer') },
  synthesis: { icon: MessageSquareText, name: msg('Wrote the answer') },
  compaction: { icon: Scissors, name: msg('Shortened the history') },
  memory_recall: { icon: FileText, name: msg('Recalled earlier chats') },
};

type ReasoningStepProps = {
  thought: Thought;
  isLast: boolean;
  /** When the answer began, in milliseconds since 1970. */
  begun: number | undefined;
  /** It is about the call that was asked for. */
  isMarked: boolean;
  onShowCall: (callId: string) => void;
};

/** One step, on the line that joins it to the next. */
export function ReasoningStep({
  thought,
  isLast,
  begun,
  isMarked,
  onShowCall,
}: ReasoningStepProps) {
  const kind = KINDS[thought.step_type];
  const Icon = kind?.icon ?? CircleDot;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isMarked]);
  const [call] = callsOf(thought.metadata);
  return (
    <li ref={item} className="relative animate-appear ps-9 pb-5">
      {!isLast && <span aria-hidden className="absolute start-3 top-7 bottom-1 w-px bg-line" />}
      <span
        aria-hidden
        className="absolute start-0 top-0 flex size-6 items-center justify-center rounded-full bg-accent-tint text-accent"
      >
        <Icon size={13} />
      </span>
      <div className="flex items-baseline gap-2">
        <h3
          className={cx(
            'min-w-0 flex-1 font-medium text-sm leading-6',
            isMarked && 'rounded-md bg-accent-tint px-1.5 text-accent',
          )}
        >
          {kind === undefined ? thought.step_type : t(kind.name)}
        </h3>
        <span className="shrink-0 text-soft text-xs tabular-nums">{timeOf(thought, begun)}</span>
      </div>
      <p
        dir="auto"
        className="whitespace-pre-wrap break-words text-[0.8125rem] text-soft leading-snug"
      >
        {countedRepeats(thought.content)}
      </p>
      <ToolEvaluation thought={thought} />
      {call !== undefined && (
        <button
          type="button"
          onClick={() => onShowCall(call)}
          className="touch-target mt-1 inline-flex items-center gap-1 font-medium text-accent text-xs"
        >
          <CornerUpLeft size={12} aria-hidden /> {t('Show the call')}
        </button>
      )}
    </li>
  );
}

/** How long after the answer began. */
function timeOf({ created_at: time }: Thought, begun: number | undefined): string {
  if (time === undefined || begun === undefined) return '';
  return `+${formatDuration(Math.max(0, Date.parse(time) - begun))}`;
}
