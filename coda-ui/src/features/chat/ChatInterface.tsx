import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Attachment, Model } from '@/api/schema';
import { useShortcut } from '@/shared/hooks/useShortcut';
import { t } from '@/shared/i18n/translate';
import { later } from '@/shared/later';
import { LazyMarkdown } from '@/shared/markdown/LazyMarkdown';
import { showToast } from '@/shared/ui/toast';
import { useAttachmentStore } from '@/store/attachmentStore';
import { showMessage, useChatStore } from '@/store/chatStore';
import { ChatNotice } from './ChatNotice';
import { ChatStatus } from './ChatStatus';
import { draftKeysOf, draftOf, quote } from './composer/drafts';
import { focusComposer, InputBox } from './composer/InputBox';
import { useAttachments } from './composer/useAttachments';
import { useFileDrop } from './composer/useFileDrop';
import { waitingBlocks } from './run/approval';
import { messageOf } from './run/sent-message';
import { EmptyChat } from './transcript/EmptyChat';
import { LoadFailed, LoadingMessages } from './transcript/LoadingMessages';
import { MessageActionsContext } from './transcript/message-actions';
import { useMessageActions } from './transcript/useMessageActions';
import type { ModelChoice } from './useBranching';
import type { Chat } from './useChat';

const MessageList = later(
  () => import('./transcript/MessageList').then((module) => module.MessageList),
  LoadingMessages,
);
const FindBar = later(() => import('./transcript/FindBar').then((module) => module.FindBar));
const QueuePanel = later(() => import('./queue/QueuePanel').then((module) => module.QueuePanel));

type ChatInterfaceProps = {
  chat: Chat;
  model: ModelChoice;
  /** What is known of that model. */
  modelInfo: Model | undefined;
  /** Why the model may not answer. */
  modelProblem: string | undefined;
  /** What to know about the models before the first message. */
  modelNotice: string | undefined;
  modelSelector: ReactNode;
  /** Words that the chat was found by, and the message that holds them. */
  find: string | undefined;
  hit: string | undefined;
  onShowThoughts: (messageId: string) => void;
  onShowCallSteps: (callId: string) => void;
  onForked: (sessionId: string) => void;
  onShare: (messageId: string) => void;
  onManagePrompts: () => void;
};

/** The conversation of one session, and the box to continue it. */
export function ChatInterface(props: ChatInterfaceProps) {
  const { chat, model, modelProblem, modelNotice, modelSelector } = props;
  const [actions, failure] = useMessageActions(props);
  const draftKey = chat.sessionId ?? 'new';
  const draftKeys = useMemo(
    () => draftKeysOf(chat.sessionId, chat.messages),
    [chat.sessionId, chat.messages],
  );
  const quoteSelected = (text: string) => {
    quote(draftKeys, text);
    focusComposer();
  };
  useShortcut({ key: 'Escape' }, () => chat.isStreaming && chat.stop());
  const attachments = useAttachments(draftKey, props.modelInfo);
  const isDropping = useFileDrop(attachments.add);
  const send = (content: string, files: readonly Attachment[]) => {
    const { prepared } = useAttachmentStore.getState();
    const session = files.length > 0 && prepared !== undefined ? { session_id: prepared } : {};
    return chat.send({ ...session, ...messageOf(content, files), ...model }, { files });
  };
  const queue = (content: string, files: readonly Attachment[], now: boolean) =>
    chat.queue.add(content, files, model, now);
  const isWriting = useChatStore(({ drafts }) => draftOf(drafts, draftKeys) !== '');
  const needsMessages = isWriting || chat.sessionId !== undefined;
  useEffect(() => {
    if (!needsMessages) return;
    // Soon there will be some, and the time until then is long enough.
    MessageList.load();
    LazyMarkdown.load();
  }, [needsMessages]);
  const lastQuestion = chat.messages.findLast(({ role }) => role === 'user')?.id;

  const isAsking = chat.isStreaming && waitingBlocks(chat.messages.at(-1)).length > 0;

  const [found, setFound] = useState(props.find);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chat, or another search for it
  useEffect(() => setFound(props.find), [props.find, draftKey]);
  const { find: findMessage } = chat.earlier;
  useEffect(() => {
    if (props.hit !== undefined) void show(props.hit, findMessage);
  }, [props.hit, findMessage]);
  const canFind = found === undefined && chat.messages.length > 0;
  useShortcut({ key: 'f', ctrl: true }, () => setFound(found ?? ''), canFind);

  const editLast = () => {
    if (chat.isStreaming || lastQuestion === undefined) return;
    actions.setEditing(lastQuestion);
    showMessage(lastQuestion);
  };

  if (chat.isGone) return <LoadFailed error={chat.loadError} />;
  return (
    <section
      aria-label={t('Conversation')}
      className="relative flex min-h-0 min-w-0 flex-1 flex-col"
    >
      {isDropping && <DropHint />}
      {chat.loadError !== undefined && chat.messages.length === 0 ? (
        <LoadFailed error={chat.loadError} onRetry={chat.reload} />
      ) : chat.isLoading ? (
        <LoadingMessages />
      ) : chat.messages.length === 0 ? (
        <EmptyChat
          isNew={chat.sessionId === undefined}
          notice={modelNotice}
          onPick={(prompt) => void send(prompt, []).catch(() => {})}
        />
      ) : (
        <MessageActionsContext value={actions}>
          {found !== undefined && (
            <FindBar
              key={`${draftKey} ${props.hit}`}
              messages={chat.messages}
              earlier={chat.earlier}
              query={found}
              start={props.hit}
              onQuery={setFound}
              onClose={() => setFound(undefined)}
            />
          )}
          <MessageList
            key={draftKey}
            messages={chat.messages}
            earlier={chat.earlier}
            isStreaming={chat.isStreaming}
            found={found ?? ''}
            onQuote={quoteSelected}
          />
        </MessageActionsContext>
      )}
      <div className="mx-auto w-full max-w-[calc(var(--container-answer)+2rem)] px-4 pb-3 print:hidden">
        <ChatNotice
          chat={chat}
          failure={failure ?? chat.stopError?.message}
          onRetry={actions.retry}
        />
        {modelProblem !== undefined && (
          <p aria-live="polite" className="pb-1.5 text-center text-warn text-xs">
            {modelProblem}
          </p>
        )}
        {chat.queue.items.length > 0 && (
          <QueuePanel queue={chat.queue} model={model} isAsking={isAsking} />
        )}
        <InputBox
          draftKeys={draftKeys}
          isStreaming={chat.isStreaming}
          isSending={chat.isSending}
          isStopping={chat.isStopping}
          attachments={attachments}
          onSend={send}
          onQueue={chat.activeRunId === undefined ? undefined : queue}
          onStop={chat.stop}
          onEditLast={editLast}
          onManagePrompts={props.onManagePrompts}
          tools={modelSelector}
        />
      </div>
      <ChatStatus chat={chat} />
    </section>
  );
}

/** Brings a message into view that may not have been read yet. */
const show = (id: string, find: (id: string) => Promise<void>) =>
  find(id).then(
    () => showMessage(id),
    ({ message }: Error) => showToast({ tone: 'bad', text: message }),
  );

/** What happens to files that are held over the window. */
function DropHint() {
  return (
    <p className="pointer-events-none absolute inset-2 z-20 flex items-center justify-center rounded-2xl border-2 border-accent border-dashed bg-accent-tint/90 font-medium text-accent">
      {t('Drop files here to attach them')}
    </p>
  );
}
