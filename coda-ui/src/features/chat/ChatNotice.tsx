import { ApiError } from '@/api/client';
import { useOnline } from '@/shared/hooks/useOnline';
import { Banner } from '@/shared/ui/Banner';
import { Button } from '@/shared/ui/Button';
import { RetryCountdown } from '@/shared/ui/RetryCountdown';
import { Spinner } from '@/shared/ui/Spinner';
import type { Chat } from './useChat';

type ChatNoticeProps = { chat: Chat; model: { model_provider?: string; model_name?: string } };

/** What stands in the way of the conversation right now, if anything. */
export function ChatNotice({ chat, model }: ChatNoticeProps) {
  const online = useOnline();
  const notice = noticeOf(chat, online, model);
  return notice === null ? null : <div className="pb-2">{notice}</div>;
}

function noticeOf(chat: Chat, online: boolean, model: ChatNoticeProps['model']) {
  if (!online)
    return <Banner tone="warn">You are offline. Nothing is lost; Coda will go on.</Banner>;
  if (chat.connection === 'reconnecting') {
    return (
      <Banner tone="warn" action={<Spinner />}>
        Connection lost. Reconnecting…
      </Banner>
    );
  }
  if (chat.connection === 'interrupted') {
    return (
      <Banner tone="warn" action={<Button onClick={chat.rejoin}>Reconnect</Button>}>
        The answer was interrupted: the server did not say how it ended.
      </Banner>
    );
  }
  const last = chat.messages.at(-1);
  if (last?.status === 'partial' && !chat.isStreaming) {
    return (
      <Banner tone="warn" action={<Button onClick={chat.reload}>Reload</Button>}>
        This answer was interrupted.
      </Banner>
    );
  }
  if (chat.sendError !== undefined && !chat.isStreaming)
    return <SendError error={chat.sendError} />;
  if (chat.runError !== undefined && last?.role === 'user') {
    return (
      <Banner
        tone="bad"
        action={
          <Button onClick={() => void chat.retry(last.id, model).catch(() => {})}>Try again</Button>
        }
      >
        {chat.runError.message}
      </Banner>
    );
  }
  return null;
}

function SendError({ error }: { error: Error }) {
  const wait = error instanceof ApiError ? error.retryAfterSeconds : undefined;
  return (
    <Banner tone="bad">
      {error.message} {wait !== undefined && <RetryCountdown key={wait} seconds={wait} />}
    </Banner>
  );
}
