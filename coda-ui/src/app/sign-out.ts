import { leaveAllRuns } from '@/features/chat/run/run-follower';
import { clearPrompts, clearUserData } from '@/store/owner';
import { queryClient } from './query-client';

/**
 * Leaves nothing of a user in this page. Drafts stay only when the sign-in has merely expired, and
 * saved prompts until the account is deleted.
 */
export function forgetUser({ drafts = false, prompts = false } = {}): void {
  leaveAllRuns();
  queryClient.clear();
  if (drafts) clearUserData();
  if (prompts) clearPrompts();
}
