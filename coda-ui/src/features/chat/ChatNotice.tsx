import { ApiError } from '@/api/client';
import { useOnline } from '@/shared/hooks/useOnline';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { Banner } from '@/shared/ui/Banner';
import { Button } from '@/shared/ui/Button';
import { RetryCountdown } from '@/shared/ui/RetryCountdown';
import { Spinner } from '@/shared/ui/Spinner';
import { waitingIn } from './run/approval';
import { ApproveAll } from './tools/ApproveAll';
import type { Chat } from './useChat';

const FailureText = later(() => import('./run/FailureText').then((module) => module.FailureText));

type ChatNoticeProps = {
  chat: Chat;
  /** Why the last thing that was asked of a message could not be done. */
  failure: string | undefined;
  onRetry: (userMessageId: string) => void;
};

/** What is in the way of the conversation right now, if anything; never more than one thing. */
export function ChatNotice(props: ChatNoticeProps) {
  const notice = noticeOf(props, useOnline());
  return notice === null ? null : <div className="pb-2">{notice}</div>;
}

function noticeOf({ chat, failure, onRetry }: ChatNoticeProps, online: boolean) {
  if (!online)
    return (
      <Banner tone="warn">{t('You are offline. Nothing is lost; Coda will continue.')}</Banner>
    );
  if (chat.connection === 'reconnecting') {
    return (
      <Banner tone="warn" action={<Spinner />}>
        {t('Connection lost. Reconnecting…')}
      </Banner>
    );
  }
  if (failure !== undefined) return <Banner tone="bad">{failure}</Banner>;
  if (chat.connection === 'interrupted') {
    return (
      <Banner tone="warn" action={<Button onClick={chat.rejoin}>{t('Reconnect')}</Button>}>
        {t('The connection broke before the answer ended.')}
      </Banner>
    );
  }
  const last = chat.messages.at(-1);
  const waiting = waitingIn(last);
  if (waiting.length > 1) return <ApproveAll waiting={waiting} />;
  if (last?.status === 'partial' && !chat.isStreaming) {
    return (
      <Banner tone="warn" action={<Button onClick={chat.reload}>{t('Reload')}</Button>}>
        {t('This answer was interrupted.')}
      </Banner>
    );
  }
  if (chat.sendError !== undefined && !chat.isStreaming)
    return <SendError error={chat.sendError} />;
  if (last !== undefined && chat.isUnanswered) {
    return (
      <Banner
        tone={chat.runError === undefined ? 'warn' : 'bad'}
        action={<Button onClick={() => onRetry(last.id)}>{t('Try again')}</Button>}
      >
        {chat.runError === undefined ? (
          t('This question has no answer.')
        ) : (
          <FailureText error={chat.runError} />
        )}
      </Banner>
    );
  }
  return null;
}

function SendError({ error }: { error: Error }) {
  // The next month is not a countdown.
  const isBrief = error instanceof ApiError && error.code !== 'quota_exceeded';
  const wait = isBrief ? error.retryAfterSeconds : undefined;
  return (
    <Banner tone="bad">
      {error.message} {wait !== undefined && <RetryCountdown key={wait} seconds={wait} />}
    </Banner>
  );
}
