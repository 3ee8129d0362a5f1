// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Share } from '@/api/schema';
import { chooseOption } from '@/shared/ui/select-fixture';
import { ShareDialog } from './ShareDialog';

const link: Share = {
  id: 'l',
  session_id: 's',
  message_id: 'm',
  title: 'About wheat',
  include_tools: true,
  created_at: '2026-01-05T10:00:00Z',
};

/** A server with the links that are made. */
function show(messageId?: string, links: Share[] = [], head: string | undefined = 'head') {
  const bodies: unknown[] = [];
  const written = vi.fn(() => Promise.resolve());
  vi.stubGlobal('navigator', { language: 'en-US', clipboard: { writeText: written } });
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (init.method === 'POST') {
      bodies.push(JSON.parse(String(init.body)));
      links.unshift(link);
      return Response.json({ ...link, token: 'secret' }, { status: 201 });
    }
    if (init.method === 'DELETE') {
      links.splice(0);
      return new Response(null, { status: 204 });
    }
    return Response.json(
      url.endsWith('/shares')
        ? { items: links }
        : { id: 's', title: 'Wheat', ...(head === '' ? {} : { head_message_id: head }) },
    );
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ShareDialog
        sessionId="s"
        {...(messageId === undefined ? {} : { messageId })}
        onClose={() => {}}
      />
    </QueryClientProvider>,
  );
  return { bodies, written };
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('makes a link up to the chosen message and copies it', async () => {
  const { bodies, written } = show('m');
  expect(screen.getByRole('heading', { name: 'Share up to this message' })).toBeTruthy();
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Wheat'));
  await chooseOption('Lasts', 'Until it is revoked');
  fireEvent.click(screen.getByRole('button', { name: 'Create link' }));

  expect(await screen.findByText('The link is copied. It is not shown again.')).toBeTruthy();
  expect(bodies).toEqual([{ message_id: 'm', include_tools: false, title: 'Wheat' }]);
  expect(written).toHaveBeenCalledWith('http://localhost:3000/shared/secret');
  expect(screen.getByText(/About wheat/)).toBeTruthy();
});

it('shares the whole chat for a month, with tools only if that is wanted', async () => {
  const { bodies } = show();
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Wheat'));
  fireEvent.change(screen.getByLabelText('Title'), { target: { value: ' ' } });
  fireEvent.click(screen.getByLabelText(/Show what tools/));
  const before = Date.now();
  fireEvent.click(screen.getByRole('button', { name: 'Create link' }));
  await waitFor(() => expect(bodies).toHaveLength(1));

  const { expires_at, ...body } = bodies[0] as { expires_at: string };
  expect(body).toEqual({ message_id: 'head', include_tools: true });
  expect(Math.round((Date.parse(expires_at) - before) / 86_400_000)).toBe(30);
});

it('lists the links of the chat and revokes them', async () => {
  show('m', [link]);
  expect(await screen.findByText(/made .* · with what tools returned/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Revoke the link “About wheat”' }));
  await waitFor(() => expect(screen.queryByText('Links to this chat')).toBeNull());
});

it('has nothing to share where nothing was said', async () => {
  show(undefined, [], '');
  await waitFor(() => expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Wheat'));
  expect(screen.getByRole('button', { name: 'Create link' })).toHaveProperty('disabled', true);
});
