import {
  Brain,
  CircleDot,
  ClipboardCheck,
  FileText,
  ListChecks,
  type LucideIcon,
  MessageSquareText,
  Scissors,
  Wrench,
} from 'lucide-react';
import type { Thought } from '@/api/schema';
import { countedRepeats } from './steps';
import { ToolEvaluation } from './ToolEvaluation';

const KINDS: Record<string, { icon: LucideIcon; name: string }> = {
  reasoning: { icon: Brain, name: 'Reasoning' },
  tool_selection: { icon: Wrench, name: 'Chose tools' },
  parameter_eval: { icon: ListChecks, name: 'Checked the input' },
  tool_result_eval: { icon: ClipboardCheck, name: 'Checked the result' },
  answer_check: { icon: ListChecks, name: 'Checked the answer' },
  synthesis: { icon: MessageSquareText, name: 'Wrote the answer' },
  compaction: { icon: Scissors, name: 'Shortened the history' },
  memory_recall: { icon: FileText, name: 'Recalled earlier chats' },
};

/** One step, on the line that joins it to the next. */
export function ReasoningStep({ thought, isLast }: { thought: Thought; isLast: boolean }) {
  const kind = KINDS[thought.step_type];
  const Icon = kind?.icon ?? CircleDot;
  return (
    <li className="relative animate-appear ps-9 pb-5">
      {!isLast && <span aria-hidden className="absolute start-3 top-7 bottom-1 w-px bg-line" />}
      <span
        aria-hidden
        className="absolute start-0 top-0 flex size-6 items-center justify-center rounded-full bg-accent-tint text-accent"
      >
        <Icon size={13} />
      </span>
      <h3 className="font-medium text-sm leading-6">{kind?.name ?? thought.step_type}</h3>
      <p className="whitespace-pre-wrap break-words text-[0.8125rem] text-soft leading-snug">
        {countedRepeats(thought.content)}
      </p>
      {thought.metadata !== undefined && <ToolEvaluation metadata={thought.metadata} />}
    </li>
  );
}
