import { keepInput, useChatStore } from '@/store/chatStore';

/** What was written into a question of a run; it stays while other chats are looked at. */
export function useKeptInput(key: string) {
  const kept = useChatStore((state) => state.inputs[key]);
  return [kept, (text: string | undefined) => keepInput(key, text)] as const;
}
