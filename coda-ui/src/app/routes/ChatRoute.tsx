import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Shapes } from 'lucide-react';
import { use, useMemo, useState } from 'react';
import type { Session } from '@/api/schema';
import { titleOf } from '@/api/sessions';
import { ArtifactPanel } from '@/features/chat/artifacts/ArtifactPanel';
import { artifactsOf } from '@/features/chat/artifacts/artifacts';
import { ChatInterface } from '@/features/chat/ChatInterface';
import { OutlineButton } from '@/features/chat/transcript/OutlineButton';
import { messageOfCall } from '@/features/chat/transcript/show-call';
import { UsageButton } from '@/features/chat/UsageButton';
import { useChat } from '@/features/chat/useChat';
import { useWholeChat } from '@/features/chat/useEarlier';
import { useThoughts } from '@/features/chat/useThoughts';
import { ModelSelector } from '@/features/settings/ModelSelector';
import { useModels } from '@/features/settings/useModels';
import { ChainOfThoughtPanel } from '@/features/thoughts/ChainOfThoughtPanel';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { t } from '@/shared/i18n/translate';
import { focusMessage, useChatStore } from '@/store/chatStore';
import { ChatHeader } from './ChatHeader';
import { HeaderToggle } from './HeaderToggle';
import { SidePanel } from './SidePanel';
import { ShellContext } from './shell-context';
import { useTabTitle } from './useTabTitle';
import { useThoughtsPanel } from './useThoughtsPanel';

/** A chat beside the thoughts behind it; without a session, a chat that is about to begin. */
export function ChatRoute() {
  const { sessionId } = useParams({ strict: false });
  const { find, at } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { openSettings } = use(ShellContext);
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
  useTabTitle(title, sessionId);

  const artifacts = useMemo(() => artifactsOf(chat.messages), [chat.messages]);
  const [showsArtifacts, setShowsArtifacts] = useState(false);
  const isShowingArtifacts = showsArtifacts && artifacts.length > 0;
  useWholeChat(chat.earlier, isShowingArtifacts);

  const showThoughts = (messageId: string) => {
    if (sessionId !== undefined) focusMessage(sessionId, messageId);
    setShowsArtifacts(false);
    panel.open();
  };

  const togglePanel = () => {
    setShowsArtifacts(false);
    if (isShowingArtifacts) panel.open();
    else panel.toggle();
  };

  const showCallSteps = (callId: string) => {
    const message = messageOfCall(chat.messages, callId);
    if (message === undefined) return;
    useChatStore.setState({ markedCall: callId });
    showThoughts(message.id);
  };

  return (
    <>
      <main className="flex min-w-0 flex-1 flex-col">
        <ChatHeader
          title={title}
          isPanelOpen={panel.isOpen && !isShowingArtifacts}
          onTogglePanel={togglePanel}
        >
          {artifacts.length > 0 && (
            <HeaderToggle
              label={t('Artifacts')}
              title={t('Code, pages and tables of this chat')}
              icon={<Shapes size={15} aria-hidden />}
              pressed={showsArtifacts}
              onClick={() => setShowsArtifacts(!showsArtifacts)}
            />
          )}
          <OutlineButton messages={chat.messages} earlier={chat.earlier} />
          <UsageButton
            messages={chat.messages}
            earlier={chat.earlier}
            totals={chat.totals}
            context={chat.context}
            model={models.selected}
          />
        </ChatHeader>
        <ChatInterface
          chat={chat}
          find={find}
          hit={at}
          model={models.choice}
          modelInfo={models.selected}
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
          onShowCallSteps={showCallSteps}
          onManagePrompts={() => openSettings('prompts')}
          onForked={(copy) =>
            void navigate({ to: '/sessions/$sessionId', params: { sessionId: copy } })
          }
        />
      </main>
      {isShowingArtifacts && (
        <SidePanel
          label={t('Artifacts')}
          docked={wide}
          width="wide"
          onClose={() => setShowsArtifacts(false)}
        >
          <ArtifactPanel artifacts={artifacts} onClose={() => setShowsArtifacts(false)} />
        </SidePanel>
      )}
      {panel.isOpen && !isShowingArtifacts && (
        <SidePanel label={t('Steps')} docked={wide} onClose={panel.close}>
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
