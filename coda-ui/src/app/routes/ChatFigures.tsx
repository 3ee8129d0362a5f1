import type { Model } from '@/api/schema';
import { OutlineButton } from '@/features/chat/transcript/OutlineButton';
import { UsageButton } from '@/features/chat/UsageButton';
import type { Chat } from '@/features/chat/useChat';

type ChatFiguresProps = {
  chat: Chat;
  /** The model that the next message goes to. */
  model: Model | undefined;
};

/** What a chat consists of, and what it has taken. */
export function ChatFigures({ chat, model }: ChatFiguresProps) {
  const { messages, earlier, totals, context } = chat;
  return (
    <>
      <OutlineButton messages={messages} earlier={earlier} />
      <UsageButton
        messages={messages}
        earlier={earlier}
        totals={totals}
        context={context}
        model={model}
        compaction={{ onCompact: chat.compact, isRunning: chat.isStreaming }}
      />
    </>
  );
}
