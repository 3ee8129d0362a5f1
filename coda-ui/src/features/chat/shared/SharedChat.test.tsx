// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { SharedPage } from '@/api/schema';
import { SharedChat } from './SharedChat';

const text = (words: string) => ({ type: 'text' as const, text: words });
const tool = {
  type: 'tool' as const,
  tool_name: 'lookup',
  tool_status: 'success' as const,
};

const page: SharedPage = {
  title: 'About wheat',
  include_tools: false,
  shared_at: '2026-01-05T10:00:00Z',
  items: [
    {
      id: 'q',
      role: 'user',
      status: 'complete',
      parts: [text('How much wheat?'), { type: 'file', media_type: 'image/png' }],
    },
    { id: 'a', role: 'assistant', status: 'complete', parts: [tool, text('**Twenty** hectares.')] },
  ],
};

function show(answer: (url: string) => Response) {
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    sent.push(url);
    return answer(url);
  });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SharedChat token="abc" />
    </QueryClientProvider>,
  );
  return sent;
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows a conversation to be read, and nothing that changes it', async () => {
  const sent = show(() => Response.json(page));
  expect(await screen.findByRole('heading', { name: 'About wheat' })).toBeTruthy();
  expect(screen.getByRole('article', { name: 'Question' }).textContent).toContain('How much');
  expect(await screen.findByText('Twenty')).toBeTruthy();
  expect(screen.getByText('A file that is not shared (image/png)')).toBeTruthy();
  expect(document.title).toBe('About wheat · Coda');
  expect(sent).toEqual(['/api/v1/shared/abc?limit=100']);
  expect(screen.getAllByRole('button').map((button) => button.ariaLabel)).toEqual(['Copy answer']);
  expect(screen.queryByRole('textbox')).toBeNull();
});

it('shows what tools returned where the owner wants it, and no way to files or steps', async () => {
  const output = { artifact_id: '0190a1b2-0000-7000-8000-000000000001' };
  const shown = { ...tool, input: { key: 'wheat' }, output };
  const items = [
    { id: 'a', role: 'assistant' as const, status: 'complete' as const, parts: [shown] },
  ];
  show(() => Response.json({ ...page, include_tools: true, items }));
  fireEvent.click(await screen.findByRole('button', { name: /lookup/ }));
  expect(screen.getByRole('heading', { name: 'Output' })).toBeTruthy();
  expect(screen.queryByText('Show the steps behind this call')).toBeNull();
  expect(screen.queryByRole('link')).toBeNull();
});

it('runs nothing of what was written', async () => {
  const parts = [text('<img src=x onerror="alert(1)"><script>alert(1)</script> [x](javascript:a)')];
  show(() =>
    Response.json({
      ...page,
      items: [{ id: 'a', role: 'assistant', status: 'complete', parts }],
    }),
  );
  await waitFor(() => expect(document.querySelector('.markdown')).not.toBeNull());
  expect(document.querySelector('script, img, [onerror], a[href^="javascript"]')).toBeNull();
});

it('reads on page by page', async () => {
  const more = { ...page, items: [{ ...page.items[0], id: 'q2', parts: [text('And beans?')] }] };
  const sent = show((url) =>
    Response.json(url.includes('cursor') ? more : { ...page, next_cursor: 'a' }),
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Show more messages' }));
  expect(await screen.findByText('And beans?')).toBeTruthy();
  expect(sent.at(-1)).toBe('/api/v1/shared/abc?limit=100&cursor=a');
});

it('tells a link that has ended from a server that cannot be reached', async () => {
  show(() => Response.json({ code: 'not_found' }, { status: 404 }));
  expect(
    await screen.findByRole('heading', { name: 'There is no shared chat at this link' }),
  ).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
  cleanup();
  show(() => Response.json({ detail: 'Too many requests.' }, { status: 429 }));
  expect(await screen.findByText('Too many requests.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});
