import { Route, X } from 'lucide-react';
import type { Thought } from '@/api/schema';
import { formatCost, formatDuration } from '@/shared/format';
import { t } from '@/shared/i18n/translate';
import { IconButton } from '@/shared/ui/IconButton';
import { Skeleton } from '@/shared/ui/Skeleton';
import { ReasoningStep } from './ReasoningStep';
import { callsOf } from './steps';

type ChainOfThoughtPanelProps = {
  thoughts: readonly Thought[];
  isLive: boolean;
  /** The answer waits for a person. */
  isAsking: boolean;
  /** The question whose answer this is about. */
  question: string | undefined;
  /** Another answer than the last one is in view; goes to the last. */
  onShowLatest: (() => void) | undefined;
  isLoading: boolean;
  error: Error | undefined;
  /** When the answer began, and what it has taken so far. */
  begun: number | undefined;
  timeMs: number | undefined;
  costUsd: string | undefined;
  /** The call whose steps were asked for. */
  markedCall: string | undefined;
  onShowCall: (callId: string) => void;
  /** Brings the answer into view. */
  onShowAnswer: (() => void) | undefined;
  onClose: () => void;
};

/** How an answer came about, step by step. */
export function ChainOfThoughtPanel(props: ChainOfThoughtPanelProps) {
  const {
    thoughts,
    isLive,
    isAsking,
    isLoading,
    question,
    onShowLatest,
    error,
    onClose,
    markedCall,
  } = props;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex h-12 shrink-0 items-center justify-between border-line border-b ps-4 pe-2">
        <h2 className="font-semibold text-sm">{t('Steps')}</h2>
        <p className="min-w-0 flex-1 truncate ps-3 text-soft text-xs tabular-nums">
          {thoughts.length > 0 && totalOf(props)}
        </p>
        <IconButton label={t('Close the panel')} icon={<X size={16} />} onClick={onClose} />
      </header>
      {question !== undefined && (
        <div className="flex items-center gap-2 border-line border-b bg-sunken px-4 py-2 text-xs">
          <p title={question} className="min-w-0 flex-1 truncate text-soft">
            {t('Answer to “{question}”', { question })}
          </p>
          {props.onShowAnswer !== undefined && (
            <button
              type="button"
              onClick={props.onShowAnswer}
              className="touch-target shrink-0 font-medium text-accent"
            >
              {t('Show')}
            </button>
          )}
          {onShowLatest !== undefined && (
            <button
              type="button"
              onClick={onShowLatest}
              className="touch-target shrink-0 font-medium text-accent"
            >
              {t('Show latest')}
            </button>
          )}
        </div>
      )}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto p-4"
      >
        {thoughts.length > 0 || isLive ? (
          <ol>
            {thoughts.map((thought, index) => (
              <ReasoningStep
                key={thought.step_number}
                thought={thought}
                isLast={!isLive && index === thoughts.length - 1}
                begun={props.begun}
                isMarked={
                  markedCall !== undefined && callsOf(thought.metadata).includes(markedCall)
                }
                onShowCall={props.onShowCall}
              />
            ))}
            {isLive && (
              <li className="ps-9 text-soft text-sm">
                {isAsking ? t('Waiting for you') : t('Working…')}
              </li>
            )}
          </ol>
        ) : isLoading ? (
          <LoadingSteps />
        ) : (
          <EmptyPanel error={error} />
        )}
      </div>
    </div>
  );
}

/** An unknown price is a dash. */
const totalOf = ({ timeMs, costUsd }: ChainOfThoughtPanelProps) =>
  [
    timeMs === undefined ? undefined : formatDuration(timeMs),
    costUsd === undefined ? '–' : formatCost(Number(costUsd)),
  ]
    .filter(Boolean)
    .join(' · ');

function LoadingSteps() {
  return (
    <div className="space-y-4" aria-busy="true">
      {['w-4/5', 'w-3/5', 'w-2/3'].map((width) => (
        <Skeleton key={width} className={`h-9 ${width}`} />
      ))}
    </div>
  );
}

function EmptyPanel({ error }: { error: Error | undefined }) {
  return (
    <div className="mt-10 text-center text-soft text-sm">
      <Route size={22} aria-hidden className="mx-auto mb-2" />
      <p className="mx-auto max-w-52">
        {error?.message ?? t('The steps behind an answer appear here while it is written.')}
      </p>
    </div>
  );
}
