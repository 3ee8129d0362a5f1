// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { InstructionsDialog } from './InstructionsDialog';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('shows what a chat tells its model, and clears it', async () => {
  const patches: unknown[] = [];
  vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
    if (init.method === 'PATCH') patches.push(JSON.parse(String(init.body)));
    return Response.json({ id: 's', system_prompt: 'Be brief.' });
  });
  const closed = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <InstructionsDialog sessionId="s" onClose={closed} />
    </QueryClientProvider>,
  );
  const box = screen.getByLabelText('Instructions', { selector: 'textarea' });
  await waitFor(() => expect(box).toHaveProperty('value', 'Be brief.'));
  fireEvent.change(box, { target: { value: ' ' } });
  fireEvent.submit(box);
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(patches).toEqual([{ system_prompt: null }]);
});
