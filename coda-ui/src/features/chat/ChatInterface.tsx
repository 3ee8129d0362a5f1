import type { ReactNode } from 'react';
import { useShortcut } from '@/shared/hooks/useShortcut';
import { Banner } from '@/shared/ui/Banner';
import { ChatNotice } from './ChatNotice';
import { ChatStatus } from './ChatStatus';
import { EmptyChat } from './EmptyChat';
import { InputBox } from './InputBox';
import { LoadFailed, LoadingMessages } from './LoadingMessages';
import { MessageList } from './MessageList';
import { MetricsBar } from './MetricsBar';
import { MessageActionsContext } from './message-actions';
import type { Chat } from './useChat';
import { useMessageActions } from './useMessageActions';

type ChatInterfaceProps = {
  chat: Chat;
  model: { model_provider?: string; model_name?: string };
  modelSelector: ReactNode;
  onShowThoughts: (messageId: string) => void;
  onForked: (sessionId: string) => void;
};

/** The conversation of one session, and the box to go on with it. */
export function ChatInterface(props: ChatInterfaceProps) {
  const { chat, model, modelSelector } = props;
  const [actions, failure] = useMessageActions(props);
  const draftKey = chat.sessionId ?? 'new';
  const stop = () => void chat.stop();
  useShortcut({ key: 'Escape' }, () => chat.isStreaming && stop());
  const send = (content: string) => chat.send({ content, ...model });

  return (
    <section aria-label="Conversation" className="flex min-h-0 min-w-0 flex-1 flex-col">
      {chat.loadError !== undefined && chat.messages.length === 0 ? (
        <LoadFailed error={chat.loadError} onRetry={chat.reload} />
      ) : chat.isLoading ? (
        <LoadingMessages />
      ) : chat.messages.length === 0 ? (
        <EmptyChat onPick={(prompt) => void send(prompt).catch(() => {})} />
      ) : (
        <MessageActionsContext value={actions}>
          <MessageList key={draftKey} messages={chat.messages} isStreaming={chat.isStreaming} />
        </MessageActionsContext>
      )}
      <div className="mx-auto w-full max-w-[calc(var(--container-answer)+2rem)] px-4 pb-2">
        {failure !== undefined && <Banner tone="bad">{failure}</Banner>}
        <ChatNotice chat={chat} model={model} />
        <InputBox
          key={draftKey}
          draftKey={draftKey}
          isStreaming={chat.isStreaming}
          isSending={chat.isSending}
          onSend={send}
          onStop={stop}
          tools={modelSelector}
        />
        <MetricsBar totals={chat.totals} context={chat.context} />
      </div>
      <ChatStatus chat={chat} />
    </section>
  );
}
