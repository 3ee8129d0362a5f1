import { useQuery } from '@tanstack/react-query';
import { messageQuery } from '@/api/messages';
import { focusMessage, showMessage, useChatStore } from '@/store/chatStore';
import { waitingBlocks } from './run/approval';
import { textOf } from './run/view';
import { showCall } from './transcript/show-call';
import type { Chat } from './useChat';

/** The thoughts behind the answer in focus: the last one, unless another was asked for. */
export function useThoughts({ sessionId, messages }: Chat, open: boolean) {
  const focused = useChatStore((state) => state.focused[sessionId ?? '']);
  const markedCall = useChatStore((state) => state.markedCall);
  const answers = messages.filter((message) => message.role === 'assistant');
  const answer = answers.find((message) => message.id === focused) ?? answers.at(-1);
  const at = answer === undefined ? -1 : messages.indexOf(answer);
  const question = messages.slice(0, Math.max(0, at)).findLast(({ role }) => role === 'user');
  const isLive = answer?.status === 'partial';
  const enabled = open && answer !== undefined && !isLive && answer.thoughts.length === 0;
  const { data, isLoading, error } = useQuery({ ...messageQuery(answer?.id ?? ''), enabled });
  const known = answer?.thoughts ?? [];
  return {
    thoughts: known.length > 0 ? known : (data?.chain_of_thought ?? []),
    isLive,
    isAsking: isLive && waitingBlocks(answer).length > 0,
    question: question === undefined ? undefined : textOf(question),
    onShowLatest:
      answer === answers.at(-1) ? undefined : () => focusMessage(sessionId ?? '', undefined),
    begun: answer?.createdAt,
    timeMs: answer?.timeMs,
    costUsd: answer?.costUsd,
    markedCall,
    onShowCall: (callId: string) => showCall(messages, callId),
    onShowAnswer: answer === undefined ? undefined : () => showMessage(answer.id),
    isLoading,
    error: error ?? undefined,
  };
}
