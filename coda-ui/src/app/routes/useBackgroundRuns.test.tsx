// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunEvent } from '@/features/chat/run/events';
import { leaveAllRuns } from '@/features/chat/run/run-follower';
import { beginRun, foldEvents, followedRuns } from '@/features/chat/run/run-store';
import { clearUserData } from '@/store/owner';
import { useSessionStore } from '@/store/sessionStore';
import { useSettings } from '@/store/settingsStore';
import { useBackgroundRuns } from './useBackgroundRuns';

const shown: { title: string; body: string | undefined }[] = [];

class FakeNotification {
  static permission = 'granted';
  constructor(title: string, options: NotificationOptions) {
    shown.push({ title, body: options.body });
  }
}

async function show(currentId: string) {
  const Page = () => {
    useBackgroundRuns(currentId);
    return <p>here</p>;
  };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Page />
    </QueryClientProvider>,
  );
  await screen.findByText('here');
}

const finish = (session: string) =>
  act(() => {
    beginRun(session, 'r');
    foldEvents(session, 'r', [
      {
        type: 'run_finished',
        seq: 1,
        run_id: 'r',
        session_id: session,
        ts: '',
        status: 'completed',
      } as RunEvent,
    ]);
  });

beforeEach(() => {
  shown.length = 0;
  vi.stubGlobal('Notification', FakeNotification);
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('fetch', async () => Response.json({ id: 'other', title: 'Research' }));
  clearUserData();
});

afterEach(() => {
  cleanup();
  leaveAllRuns();
  useSettings.setState({ notifications: false });
  vi.unstubAllGlobals();
});

it('marks a chat unread whose answer ended while another chat was looked at', async () => {
  await show('current');
  finish('other');
  expect(useSessionStore.getState().unread).toEqual({ other: true });
  expect(shown).toEqual([]);
});

it('marks nothing unread that is looked at', async () => {
  await show('current');
  finish('current');
  expect(useSessionStore.getState().unread).toEqual({});
});

it('follows what was queued behind an answer in another chat', async () => {
  vi.stubGlobal('fetch', async (url: string) =>
    url.endsWith('/events')
      ? new Response(new ReadableStream())
      : Response.json({ id: 'other', queued_run_ids: ['next'] }),
  );
  await show('current');
  act(() => beginRun('other', 'r'));
  finish('other');
  await waitFor(() =>
    expect(followedRuns('other').map(({ view }) => view.runId)).toEqual(['r', 'next']),
  );
});

it('notifies users who asked for it', async () => {
  useSettings.setState({ notifications: true });
  await show('current');
  finish('other');
  await waitFor(() =>
    expect(shown).toEqual([{ title: 'Research', body: 'The answer is complete.' }]),
  );
});

it('reads what it opens', async () => {
  useSessionStore.setState({ unread: { current: true, other: true } });
  await show('current');
  expect(useSessionStore.getState().unread).toEqual({ other: true });
});

it('remembers the active runs for the next start of the page', async () => {
  await show('current');
  act(() => beginRun('other', 'r'));
  expect(useSessionStore.getState().followed).toEqual({ other: 'r' });
});
