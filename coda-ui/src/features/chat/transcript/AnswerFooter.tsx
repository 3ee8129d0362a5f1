import { GitFork, RotateCw, Route, Share2 } from 'lucide-react';
import { use } from 'react';
import { formatCost, formatCount, formatDuration, formatTime } from '@/shared/format';
import { msg, t } from '@/shared/i18n/translate';
import { Banner } from '@/shared/ui/Banner';
import { Button } from '@/shared/ui/Button';
import { CopyButton } from '@/shared/ui/CopyButton';
import { cx } from '@/shared/ui/cx';
import { IconButton } from '@/shared/ui/IconButton';
import { failureText } from '../run/failures';
import { type MessageView, textOf } from '../run/view';
import { MessageActionsContext } from './message-actions';
import { SiblingSwitch } from './SiblingSwitch';

type AnswerFooterProps = { message: MessageView; isLast: boolean };

/** Under a finished answer: how it ended, what can be done with it, and what it took. */
export function AnswerFooter({ message, isLast }: AnswerFooterProps) {
  const { isBusy, showThoughts, regenerate, fork, share } = use(MessageActionsContext);
  return (
    <footer className="mt-1.5">
      <Ending message={message} isLast={isLast} />
      <div className="-ms-2 flex flex-wrap items-center text-soft text-xs tabular-nums print:hidden">
        <div
          className={cx(
            'flex items-center gap-x-0.5 transition-opacity',
            !isLast &&
              'pointer-fine:opacity-85 group-focus-within:opacity-100 group-hover:opacity-100',
          )}
        >
          <SiblingSwitch message={message} />
          <CopyButton label={t('Copy answer')} text={() => textOf(message)} />
          {message.siblingIds !== undefined && (
            <>
              <IconButton
                label={t('Regenerate')}
                icon={<RotateCw size={15} />}
                disabled={isBusy}
                onClick={() => regenerate(message.id)}
              />
              <IconButton
                label={t('Fork to a new chat')}
                icon={<GitFork size={15} />}
                disabled={isBusy}
                onClick={() => fork(message.id)}
              />
              <IconButton
                label={t('Share up to here')}
                icon={<Share2 size={15} />}
                onClick={() => share(message.id)}
              />
            </>
          )}
          <IconButton
            label={t('How this answer came about')}
            icon={<Route size={15} />}
            onClick={() => showThoughts(message.id)}
          />
        </div>
        <span title={usageOf(message)} className="ms-1.5 min-w-0 truncate">
          {[message.createdAt && formatTime(message.createdAt), message.model]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <span className="opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-lg:hidden">
          &nbsp;· {usageOf(message)}
        </span>
      </div>
    </footer>
  );
}

/** How an answer ended, unless it is whole. */
function Ending({ message, isLast }: AnswerFooterProps) {
  const { isBusy, retry, resume } = use(MessageActionsContext);
  const { parentId, status, cutOff } = message;
  if (status === 'failed') {
    return (
      <Banner
        tone="bad"
        action={
          isLast &&
          parentId !== undefined && (
            <Button onClick={() => retry(parentId)}>
              <RotateCw size={14} aria-hidden /> {t('Try again')}
            </Button>
          )
        }
      >
        {message.error === undefined ? t('This answer failed.') : failureText(message.error)}
      </Banner>
    );
  }
  if (status === 'cancelled')
    return <p className="text-soft text-sm">{t('You stopped this answer.')}</p>;
  if (cutOff === undefined) return null;
  return (
    <Banner
      tone="warn"
      action={
        isLast &&
        !isBusy &&
        cutOff === 'length' && <Button onClick={resume}>{t('Continue')}</Button>
      }
    >
      {cutOffText(cutOff)}
    </Banner>
  );
}

const CUT_OFF: Readonly<Record<string, string>> = {
  length: msg("Cut off at the model's limit."),
  content_filter: msg("Cut off by the model's content filter."),
  budget_exhausted: msg('Cut off: the budget of this run is used up.'),
};

function cutOffText(why: string): string {
  const known = CUT_OFF[why];
  return known === undefined
    ? t('The model ended early ({why}).', { why: why.replaceAll('_', ' ') })
    : t(known);
}

function usageOf({ tokens, costUsd, timeMs }: MessageView): string {
  return [
    tokens && t('{n} tokens', { n: formatCount(tokens.input + tokens.output) }),
    costUsd === undefined ? undefined : formatCost(Number(costUsd)),
    timeMs === undefined ? undefined : formatDuration(timeMs),
  ]
    .filter(Boolean)
    .join(' · ');
}
