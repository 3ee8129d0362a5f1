// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Session } from '@/api/schema';
// Loaded already, so that no test waits for it.
import '@/shared/ui/Menu';
import { SessionItem } from './SessionItem';

const session: Session = {
  id: 's',
  title: 'Twelve',
  created_at: '2026-01-05T10:00:00Z',
  updated_at: '2026-01-05T10:00:00Z',
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function show(changed: Partial<Parameters<typeof SessionItem>[0]> = {}) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SessionItem
        session={session}
        isCurrent={false}
        onDeleted={() => {}}
        onSelected={() => {}}
        {...changed}
      />
    </QueryClientProvider>,
  );
  return screen.findByRole('link');
}

it('tells that a chat is active, asks or has news', async () => {
  await show({ mark: 'asking' });
  expect(screen.getByText('Waiting for you')).toBeTruthy();
  cleanup();
  await show({ mark: 'running' });
  expect(screen.getByText('Answering')).toBeTruthy();
  cleanup();
  await show({ mark: 'unread' });
  expect(screen.getByText('Unread')).toBeTruthy();
});

it('marks the words that were searched for and leads to them', async () => {
  const found = { ...session, snippet: 'the **total** of a Total' };
  const link = await show({ session: found, words: 'total' });
  expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual([
    'total',
    'Total',
  ]);
  expect(link.textContent).not.toContain('**');
  expect(link.getAttribute('href')).toBe('/sessions/s?find=total');
  cleanup();
  const inMessage = await show({ session: { ...found, message_id: 'm' }, words: 'total' });
  expect(inMessage.getAttribute('href')).toBe('/sessions/s?find=total&at=m');
});

it('shows why a chat could not be renamed until it is dismissed', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ detail: 'Not now.' }, { status: 503 }));
  await show();
  const menu = screen.getByRole('button', { name: /More about/ });
  fireEvent.click(menu);
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Rename' }));
  fireEvent.change(await screen.findByRole('textbox'), { target: { value: 'Other' } });
  fireEvent.submit(screen.getByRole('textbox'));
  expect((await screen.findByRole('alert')).textContent).toContain('Not now.');
  expect(screen.getByRole('alert').className).not.toContain('sr-only');
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});
