import { Shapes } from 'lucide-react';
import { use, useMemo, useState } from 'react';
import type { Session } from '@/api/schema';
import { titleOf } from '@/api/sessions';
import { artifactsOf } from '@/features/chat/artifacts/artifacts';
import { ChatInterface } from '@/features/chat/ChatInterface';
import { messageOfCall } from '@/features/chat/transcript/show-call';
import { useChat } from '@/features/chat/useChat';
import { useWholeChat } from '@/features/chat/useEarlier';
import { useThoughts } from '@/features/chat/useThoughts';
import { ModelSelector } from '@/features/settings/ModelSelector';
import { useModels } from '@/features/settings/useModels';
import { useMediaQuery } from '@/shared/hooks/useMediaQuery';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { chatAddress } from '@/shared/navigation/addresses';
import { navigate } from '@/shared/navigation/location';
import { focusMessage, useChatStore } from '@/store/chatStore';
import { ChatHeader } from './ChatHeader';
import { HeaderToggle } from './HeaderToggle';
import { SidePanel } from './SidePanel';
import { ShellContext } from './shell-context';
import { useTabTitle } from './useTabTitle';
import { useThoughtsPanel } from './useThoughtsPanel';

const ArtifactPanel = later(() =>
  import('@/features/chat/artifacts/ArtifactPanel').then((module) => module.ArtifactPanel),
);
const ChainOfThoughtPanel = later(() =>
  import('@/features/thoughts/ChainOfThoughtPanel').then((module) => module.ChainOfThoughtPanel),
);
const ChatFigures = later(() => import('./ChatFigures').then((module) => module.ChatFigures));
const ShareDialog = later(() =>
  import('@/features/session/ShareDialog').then((module) => module.ShareDialog),
);

type ChatRouteProps = {
  sessionId: string | undefined;
  /** Words that the chat was found by, and the message that holds them. */
  find: string | undefined;
  at: string | undefined;
};

/** A chat beside the thoughts behind it; without a session, a chat that is about to begin. */
export function ChatRoute({ sessionId, find, at }: ChatRouteProps) {
  const { openSettings } = use(ShellContext);
  const chat = useChat(sessionId, (created) => {
    models.keep(created);
    void navigate(chatAddress(created), { replace: true });
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

  const [shared, setShared] = useState<string>();

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
          {chat.messages.length > 0 && <ChatFigures chat={chat} model={models.selected} />}
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
          onShare={setShared}
          onManagePrompts={() => openSettings('prompts')}
          onForked={(copy) => void navigate(chatAddress(copy))}
        />
      </main>
      {shared !== undefined && sessionId !== undefined && (
        <ShareDialog
          sessionId={sessionId}
          messageId={shared}
          onClose={() => setShared(undefined)}
        />
      )}
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
