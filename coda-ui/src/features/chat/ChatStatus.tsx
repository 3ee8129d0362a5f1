import { t } from '@/shared/i18n/translate';
import type { Block } from './run/view';
import type { Chat } from './useChat';

/** The one thing a screen reader announces while the log itself stays silent. */
export function ChatStatus({ chat }: { chat: Chat }) {
  return (
    <p role="status" className="sr-only">
      {statusOf(chat)}
    </p>
  );
}

function statusOf({ isStreaming, connection, messages }: Chat): string {
  if (connection === 'reconnecting') return t('Connection lost. Reconnecting.');
  if (connection === 'interrupted') return t('The answer was interrupted.');
  if (isStreaming && messages.at(-1)?.blocks.some(isAsking))
    return t('A tool asks for your approval.');
  if (isStreaming) return t('An answer is being written.');
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return '';
  if (last.cutOff !== undefined) return t('The answer was cut off.');
  if (last.status === 'failed') return t('The answer failed.');
  return last.status === 'cancelled' ? t('The answer was stopped.') : t('The answer is complete.');
}

const isAsking = (block: Block) => block.kind === 'tool' && block.status === 'asking';
