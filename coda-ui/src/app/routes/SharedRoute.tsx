import { SharedChat } from '@/features/chat/shared/SharedChat';

/** What a link shows, whether its reader has signed in or not. */
export function SharedRoute({ token }: { token: string }) {
  return <SharedChat token={token} />;
}
