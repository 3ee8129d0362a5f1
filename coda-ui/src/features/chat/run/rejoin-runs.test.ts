// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { clearUserData } from '@/store/owner';
import { useSessionStore } from '@/store/sessionStore';
import { rejoinRuns } from './rejoin-runs';
import { leaveAllRuns } from './run-follower';
import { followedRuns } from './run-store';

afterEach(() => {
  leaveAllRuns();
  clearUserData();
  vi.unstubAllGlobals();
});

it('joins what is active and marks what has ended', async () => {
  const statuses: Record<string, string> = {
    '/api/v1/runs/r1': 'running',
    '/api/v1/runs/r2': 'completed',
  };
  vi.stubGlobal('fetch', async (url: string) => {
    if (url.endsWith('/events')) return new Response(new ReadableStream());
    const status = statuses[url];
    return status === undefined
      ? Response.json({ code: 'not_found' }, { status: 404 })
      : Response.json({ status });
  });
  await rejoinRuns({ s1: 'r1', s2: 'r2', s3: 'r3' }, () => {});
  expect(followedRuns('s1').map(({ view }) => view.runId)).toEqual(['r1']);
  expect(followedRuns('s2')).toEqual([]);
  expect(useSessionStore.getState().unread).toEqual({ s2: true });
});
