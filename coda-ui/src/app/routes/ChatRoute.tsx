import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Session } from '@/api/schema';
import { ChatInterface } from '@/features/chat/ChatInterface';
import { useRunStates } from '@/features/chat/run/useRunStates';
import { OutlineButton } from '@/features/chat/transcript/OutlineButton';
import { UsageButton } from '@/features/chat/UsageButton';
import { useChat } from '@/features/chat/useChat';
import { useThoughts } from '@/features/chat/useThoughts';
import { titleOf } from '@/features/session/useSession';
import { ModelSelector } from '@/features/settings/ModelSelector';
import { useModels } from '@/features/settings/useModels';
import { ChainOfThoughtPanel } from '@/features/thoughts/ChainOfThoughtPanel';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { focusMessage } from '@/store/chatStore';
import { ChatHeader } from './ChatHeader';
import { SidePanel } from './SidePanel';
import { useThoughtsPanel } from './useThoughtsPanel';

/** In the title of a tab that is not in view. */
const SIGNS = { running: '… ', asking: 'Waiting for you: ' };

/** A chat beside the thoughts behind it; without a session, a chat that is about to begin. */
export function ChatRoute() {
  const { sessionId } = useParams({ strict: false });
  const { find } = useSearch({ strict: false });
  const navigate = useNavigate();
  const chat = useChat(sessionId, (created) => {
    models.keep(created);
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
  const title = titleOf(chat.session ?? {});
  const activity = useRunStates()[sessionId ?? ''];

  useEffect(() => {
    const sign = activity === undefined ? '' : SIGNS[activity];
    document.title = `${sign}${title} · Coda`;
  }, [title, activity]);

  const showThoughts = (messageId: string) => {
    if (sessionId !== undefined) focusMessage(sessionId, messageId);
    panel.open();
  };

  return (
    <>
      <main className="flex min-w-0 flex-1 flex-col">
        <ChatHeader title={title} isPanelOpen={panel.isOpen} onTogglePanel={panel.toggle}>
          <OutlineButton messages={chat.messages} />
          <UsageButton totals={chat.totals} context={chat.context} />
        </ChatHeader>
        <ChatInterface
          chat={chat}
          find={find}
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
        <SidePanel label="Steps" docked={wide} onClose={panel.close}>
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
