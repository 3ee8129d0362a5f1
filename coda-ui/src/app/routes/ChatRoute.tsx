import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Session } from '@/api/schema';
import { ChatInterface } from '@/features/chat/ChatInterface';
import { UsageButton } from '@/features/chat/UsageButton';
import { useChat } from '@/features/chat/useChat';
import { useThoughts } from '@/features/chat/useThoughts';
import { ChainOfThoughtPanel } from '@/features/cot/ChainOfThoughtPanel';
import { ModelSelector } from '@/features/settings/ModelSelector';
import { useModels } from '@/features/settings/useModels';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { focusMessage } from '@/store/chatStore';
import { ChatHeader } from './ChatHeader';
import { SidePanel } from './SidePanel';
import { useThoughtsPanel } from './useThoughtsPanel';

/** A chat beside the thoughts behind it; without a session, a chat that is about to begin. */
export function ChatRoute() {
  const { sessionId } = useParams({ strict: false });
  const navigate = useNavigate();
  const chat = useChat(sessionId, (created) => {
    void navigate({ to: '/sessions/$sessionId', params: { sessionId: created }, replace: true });
  });
  const models = useModels({
    sessionId,
    own: modelOf(chat.session),
    last: chat.messages.findLast(({ role }) => role === 'assistant')?.model,
  });
  const wide = useMediaQuery('(min-width: 72rem)');
  const panel = useThoughtsPanel(wide);
  const thoughts = useThoughts(chat, panel.isOpen);
  const title = sessionId === undefined ? 'New chat' : (chat.session?.title ?? 'New chat');

  useEffect(() => {
    document.title = `${title} · Coda`;
  }, [title]);

  const showThoughts = (messageId: string) => {
    if (sessionId !== undefined) focusMessage(sessionId, messageId);
    panel.open();
  };

  return (
    <>
      <main className="flex min-w-0 flex-1 flex-col">
        <ChatHeader title={title} isPanelOpen={panel.isOpen} onTogglePanel={panel.toggle}>
          <UsageButton totals={chat.totals} context={chat.context} />
        </ChatHeader>
        <ChatInterface
          chat={chat}
          model={models.choice}
          modelProblem={models.problem}
          modelNotice={models.notice}
          modelSelector={
            <ModelSelector
              models={models.models}
              selectedId={models.selectedId}
              onChoose={models.choose}
            />
          }
          onShowThoughts={showThoughts}
          onForked={(copy) =>
            void navigate({ to: '/sessions/$sessionId', params: { sessionId: copy } })
          }
        />
      </main>
      {panel.isOpen && (
        <SidePanel label="Chain of thought" docked={wide} onClose={panel.close}>
          <ChainOfThoughtPanel {...thoughts} onClose={panel.close} />
        </SidePanel>
      )}
    </>
  );
}

const modelOf = (session: Session | undefined) =>
  session?.model_provider === undefined || session.model_name === undefined
    ? undefined
    : `${session.model_provider}/${session.model_name}`;
