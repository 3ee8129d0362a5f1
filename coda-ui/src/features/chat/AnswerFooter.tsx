import { GitFork, RotateCw, Route } from 'lucide-react';
import { use } from 'react';
import { formatCost, formatCount, formatDuration } from '@/shared/format';
import { Banner } from '@/shared/ui/Banner';
import { Button } from '@/shared/ui/Button';
import { CopyButton } from '@/shared/ui/CopyButton';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { MessageActionsContext } from './message-actions';
import { SiblingSwitch } from './SiblingSwitch';
import { type MessageView, textOf } from './view';

type AnswerFooterProps = { message: MessageView; isLast: boolean };

/** Under a finished answer: how it ended, what can be done with it, and what it took. */
export function AnswerFooter({ message, isLast }: AnswerFooterProps) {
  const { isBusy, showThoughts, retry, regenerate, fork } = use(MessageActionsContext);
  const { parentId } = message;
  return (
    <footer className="mt-2">
      {message.status === 'failed' && (
        <Banner
          tone="bad"
          action={
            isLast &&
            parentId !== undefined && (
              <Button onClick={() => retry(parentId)}>
                <RotateCw size={14} aria-hidden /> Try again
              </Button>
            )
          }
        >
          {message.error?.message ?? 'This answer failed.'}
        </Banner>
      )}
      {message.status === 'cancelled' && (
        <p className="text-soft text-sm italic">You stopped this.</p>
      )}
      <div
        className={cx(
          '-ms-2 mt-1 flex flex-wrap items-center gap-x-1 text-soft text-xs tabular-nums transition-opacity',
          !isLast &&
            'pointer-fine:opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
        )}
      >
        <SiblingSwitch message={message} />
        <CopyButton label="Copy answer" text={() => textOf(message)} />
        <IconButton
          label="Show the thoughts behind this answer"
          icon={<Route size={15} />}
          onClick={() => showThoughts(message.id)}
        />
        {message.siblingIds !== undefined && (
          <>
            <IconButton
              label="Answer again"
              icon={<RotateCw size={15} />}
              disabled={isBusy}
              onClick={() => regenerate(message.id)}
            />
            <IconButton
              label="Fork from here"
              icon={<GitFork size={15} />}
              disabled={isBusy}
              onClick={() => fork(message.id)}
            />
          </>
        )}
        <span className="ms-2">{meterOf(message)}</span>
      </div>
    </footer>
  );
}

function meterOf({ model, tokens, costUsd, timeMs }: MessageView): string {
  return [
    model,
    tokens && `${formatCount(tokens.input + tokens.output)} tokens`,
    costUsd === undefined ? undefined : formatCost(Number(costUsd)),
    timeMs === undefined ? undefined : formatDuration(timeMs),
  ]
    .filter(Boolean)
    .join(' · ');
}
