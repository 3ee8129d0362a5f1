import { useMemo, useRef, useState } from 'react';
import type { ChatRequest } from '@/api/schema';
import type { MessageActions } from './message-actions';
import type { Chat } from './useChat';

type MessageActionsInput = {
  chat: Chat;
  model: Pick<ChatRequest, 'model_provider' | 'model_name'>;
  onShowThoughts: (messageId: string) => void;
  onForked: (sessionId: string) => void;
};

/** What messages can do, the same object while nothing that shows has changed; and what went wrong. */
export function useMessageActions(
  input: MessageActionsInput,
): readonly [MessageActions, string | undefined] {
  const [failure, setFailure] = useState<string>();
  const latest = useRef(input);
  latest.current = input;
  const isBusy = input.chat.isStreaming;
  const actions = useMemo((): MessageActions => {
    const attempt = (work: Promise<unknown>) => {
      setFailure(undefined);
      work.catch((error: Error) => setFailure(error.message));
    };
    const now = () => latest.current;
    return {
      isBusy,
      showThoughts: (id) => now().onShowThoughts(id),
      retry: (id) =>
        void now()
          .chat.retry(id, now().model)
          .catch(() => {}),
      edit: (id, content) => now().chat.edit(id, content, now().model),
      regenerate: (id) => attempt(now().chat.regenerate(id, now().model)),
      select: (id) => attempt(now().chat.select(id)),
      fork: (id) =>
        attempt(
          now()
            .chat.fork(id)
            .then((copy) => now().onForked(copy)),
        ),
    };
  }, [isBusy]);
  return [actions, failure];
}
