import { useMemo, useRef, useState } from 'react';
import { t } from '@/shared/i18n/translate';
import type { ModelChoice } from '../useBranching';
import type { Chat } from '../useChat';
import type { MessageActions } from './message-actions';

type MessageActionsInput = {
  chat: Chat;
  model: ModelChoice;
  onShowThoughts: (messageId: string) => void;
  onShowCallSteps: (callId: string) => void;
  onForked: (sessionId: string) => void;
  onShare: (messageId: string) => void;
};

/** Something that was done in one chat is shown nowhere else. */
type InSession<T> = { sessionId: string | undefined; value: T };

/** What messages can do, the same object while nothing that shows has changed; and what went wrong. */
export function useMessageActions(
  input: MessageActionsInput,
): readonly [MessageActions, string | undefined] {
  const { sessionId, isStreaming: isBusy } = input.chat;
  const [failed, setFailed] = useState<InSession<string>>();
  const [edited, setEdited] = useState<InSession<string>>();
  const latest = useRef(input);
  latest.current = input;
  const editing = edited?.sessionId === sessionId ? edited?.value : undefined;

  const actions = useMemo((): MessageActions => {
    const now = () => latest.current;
    const attempt = (work: Promise<unknown>) => {
      setFailed(undefined);
      work.catch(({ message }: Error) => setFailed({ sessionId, value: message }));
    };
    // What could not be sent is said by the chat itself.
    const ask = (work: Promise<unknown>) => {
      setFailed(undefined);
      work.catch(() => {});
    };
    return {
      isBusy,
      editing,
      setEditing: (id) => setEdited(id === undefined ? undefined : { sessionId, value: id }),
      showThoughts: (id) => now().onShowThoughts(id),
      showCallSteps: (callId) => now().onShowCallSteps(callId),
      retry: (id) => ask(now().chat.retry(id, now().model)),
      edit: (id, content) => now().chat.edit(id, content, now().model),
      regenerate: (id) => ask(now().chat.regenerate(id, now().model)),
      resume: () => ask(now().chat.send({ content: t('Continue'), ...now().model })),
      select: (id) => attempt(now().chat.select(id)),
      share: (id) => now().onShare(id),
      fork: (id) =>
        attempt(
          now()
            .chat.fork(id)
            .then((copy) => now().onForked(copy)),
        ),
    };
  }, [isBusy, editing, sessionId]);
  return [actions, failed?.sessionId === sessionId ? failed?.value : undefined];
}
