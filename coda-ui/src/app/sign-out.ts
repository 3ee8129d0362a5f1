import { leaveAllRuns } from '@/features/chat/run/run-follower';
import { clearUserData } from '@/store/owner';
import { queryClient } from './query-client';

/** Leaves nothing of a user in this page. Drafts stay only when the sign-in has merely expired. */
export function forgetUser({ drafts = false } = {}): void {
  leaveAllRuns();
  queryClient.clear();
  if (drafts) clearUserData();
}
