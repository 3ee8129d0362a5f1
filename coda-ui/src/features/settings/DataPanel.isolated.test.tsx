// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saveFile } from '@/shared/save-file';
import { DataPanel } from './DataPanel';

vi.mock('@/shared/save-file');
const save = vi.mocked(saveFile);

const archive = (title: string) => ({
  format: 'coda.session',
  version: 1,
  session: { title },
  messages: [{ id: 'm' }],
});

let refusals: Response[] = [];

/** Chats a, b and c, listed on two pages. */
const serve = async (url: string) => {
  if (url.endsWith('/shares')) return Response.json({ items: [] });
  const refusal = refusals.shift();
  if (refusal !== undefined) return refusal;
  const { pathname, searchParams } = new URL(url, 'http://coda');
  const [, id] = /sessions\/(\w+)\/export$/.exec(pathname) ?? [];
  if (id !== undefined) return Response.json(archive(id));
  return searchParams.has('cursor')
    ? Response.json({ items: [{ id: 'c' }] })
    : Response.json({ items: [{ id: 'a' }, { id: 'b' }], next_cursor: 'b' });
};

beforeEach(() => {
  refusals = [];
  save.mockReset();
  vi.stubGlobal('fetch', serve);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DataPanel onAccountDeleted={vi.fn()} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const start = () => fireEvent.click(screen.getByRole('button', { name: 'Export all chats' }));
const saved = () => vi.waitFor(() => expect(save).toHaveBeenCalledOnce());

it('exports every chat into one file, as it is exported alone', async () => {
  start();
  await saved();
  const [file, name] = save.mock.calls[0] ?? [];
  expect(name).toMatch(/^coda-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse((await file?.text()) ?? '')).toEqual(['a', 'b', 'c'].map(archive));
});

it('waits as long as the server asks for, and continues', async () => {
  vi.useFakeTimers();
  refusals = [
    Response.json({ code: 'rate_limited' }, { status: 429, headers: { 'Retry-After': '30' } }),
  ];
  start();
  await vi.advanceTimersByTimeAsync(29_000);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(save).toHaveBeenCalledOnce();
});

it('says why there is no file', async () => {
  refusals = [Response.json({ detail: 'Not now.' }, { status: 503 })];
  start();
  expect((await screen.findByRole('alert')).textContent).toBe('Not now.');
  expect(save).not.toHaveBeenCalled();
});
