// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Session } from '@/api/schema';
import { endToast, useToasts } from '@/shared/ui/toast';
import { clearUserData } from '@/store/owner';
import { deleteLeftovers } from './delete-later';
import { SessionList } from './SessionList';

const session = (title: string, marks: Partial<Session> = {}): Session => ({
  id: title.toLowerCase(),
  title,
  created_at: '2026-01-05T10:00:00Z',
  updated_at: new Date().toISOString(),
  ...marks,
});

/** A server that has chats, and fails while `fails` is set. */
class FakeSessions {
  sessions = [session('Bread'), session('Oslo'), session('Rain', { pinned: true })];
  readonly changed: [path: string, body: unknown][] = [];
  readonly deleted: string[] = [];
  fails = false;

  readonly fetch = async (url: string, init: RequestInit = {}) => {
    if (this.fails) return Response.json({ detail: 'Not now.' }, { status: 503 });
    const { pathname, searchParams } = new URL(url, 'http://coda');
    const id = pathname.split('/').at(-1) ?? '';
    if (init.method === 'DELETE') {
      this.deleted.push(id);
      this.sessions = this.sessions.filter((each) => each.id !== id);
      return new Response(null, { status: 204 });
    }
    if (init.method === 'PATCH') {
      this.changed.push([id, JSON.parse(String(init.body))]);
      return Response.json({});
    }
    if (searchParams.has('pinned'))
      return Response.json({ items: this.sessions.filter(({ pinned }) => pinned) });
    const words = searchParams.get('q')?.toLowerCase() ?? '';
    return Response.json({
      items: this.sessions.filter(({ title = '' }) => title.toLowerCase().includes(words)),
    });
  };
}

let server: FakeSessions;
const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const onDeleted = vi.fn();

async function show() {
  render(
    <QueryClientProvider client={client()}>
      <SessionList currentId={undefined} marks={{}} onDeleted={onDeleted} onSelected={() => {}} />
    </QueryClientProvider>,
  );
  await screen.findByRole('navigation');
}

const titles = () => screen.queryAllByRole('link').map(({ textContent }) => textContent);
const shows = (...expected: string[]) => waitFor(() => expect(titles()).toEqual(expected));
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const endToasts = (how: 'action' | 'gone') =>
  act(() => {
    for (const { id } of useToasts.getState().toasts) endToast(id, how);
  });

beforeEach(() => {
  server = new FakeSessions();
  vi.stubGlobal('fetch', server.fetch);
  clearUserData();
  onDeleted.mockReset();
});
afterEach(() => {
  endToasts('action');
  cleanup();
  vi.unstubAllGlobals();
});

it('lists the pinned chats first, and each once', async () => {
  await show();
  await shows('Rain', 'Bread', 'Oslo');
  expect(screen.getByRole('region', { name: 'Pinned' }).textContent).toContain('Rain');
});

it('shows archived chats for themselves', async () => {
  server.sessions = [session('Bread'), session('Oslo', { archived: true })];
  await show();
  await shows('Bread');
  press('Archived chats');
  await shows('Oslo');
  press('Back to all chats');
  await shows('Bread');
});

it('searches, and says so where nothing is found', async () => {
  await show();
  await shows('Rain', 'Bread', 'Oslo');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'oslo' } });
  await shows('Oslo');
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'zebra' } });
  expect(await screen.findByText('No chats found.')).toBeTruthy();
  press('Clear the search');
  await shows('Rain', 'Bread', 'Oslo');
});

it('says what went wrong, and tries again', async () => {
  server.fails = true;
  await show();
  expect((await screen.findByRole('alert')).textContent).toContain('Not now.');
  server.fails = false;
  press('Try again');
  await waitFor(() => expect(titles()).toContain('Bread'));
});

it('archives several chats at once', async () => {
  await show();
  await shows('Rain', 'Bread', 'Oslo');
  press('Select several chats');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Bread' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Oslo' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Archive' }));
  const metadata = { archived: true, pinned: null };
  await waitFor(() =>
    expect(server.changed).toEqual([
      ['bread', { metadata }],
      ['oslo', { metadata }],
    ]),
  );
  expect(screen.queryByRole('toolbar')).toBeNull();
});

async function deleteAll() {
  await show();
  await shows('Rain', 'Bread', 'Oslo');
  press('Select several chats');
  fireEvent.click(await screen.findByRole('button', { name: 'Select all' }));
  press('Delete');
  await shows();
  expect(onDeleted).toHaveBeenCalledTimes(3);
}

it('deletes nothing before the time to undo it is over', async () => {
  await deleteAll();
  expect(useToasts.getState().toasts[0]?.text).toBe('3 chats deleted.');
  endToasts('action');
  await shows('Rain', 'Bread', 'Oslo');
  expect(server.deleted).toEqual([]);
});

it('deletes when that time is over', async () => {
  await deleteAll();
  endToasts('gone');
  await waitFor(() => expect([...server.deleted].sort()).toEqual(['bread', 'oslo', 'rain']));
  await shows();
});

it('deletes after a reload what a closed page has left, and shows again what it cannot delete', async () => {
  await deleteAll();
  server.fails = true;
  await deleteLeftovers(client());
  expect(useToasts.getState().toasts.at(-1)?.text).toBe('3 chats could not be deleted.');
  server.fails = false;
  await shows('Rain', 'Bread', 'Oslo');
});
