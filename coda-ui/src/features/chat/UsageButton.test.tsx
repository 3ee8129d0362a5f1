// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { UsageButton } from './UsageButton';

const TOTALS = { tokens: 1200, input: 900, output: 300, costIsPartial: false, timeMs: 2800 };
const MODEL = { provider: 'openai', name: 'large', available: true, input_price: '2.5' };
const readAll = vi.fn();
const onCompact = vi.fn(async () => {});
const earlier = {
  hasMore: false,
  isReading: false,
  hasFailed: false,
  readAll,
  readPage: vi.fn(),
  find: vi.fn(),
};

function open(changed: Partial<ComponentProps<typeof UsageButton>> = {}) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <UsageButton
        compaction={{ onCompact, isRunning: false }}
        messages={[]}
        earlier={earlier}
        totals={TOTALS}
        context={{ tokens: 4000, limit: 128_000 }}
        model={MODEL}
        {...changed}
      />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: /^Usage of this conversation/ }));
}

const figure = (name: string) => screen.getByText(name).nextElementSibling?.textContent;

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

it('says what the conversation has taken, and what the next message costs to send', () => {
  open({ totals: { ...TOTALS, costUsd: 0.5, cachedShare: 0.25 } });
  expect(figure('Tokens')).toBe('1,200');
  expect(figure('Cost')).toBe('$0.5000');
  expect(figure('From its cache')).toBe('25%');
  expect(figure('Next message')).toBe('≈ $0.0100 and its answer');
  expect(figure('In use')).toBe('4% of 128,000');
  expect(readAll).not.toHaveBeenCalled();
});

it('takes the size of the window from the model where no run has told it', () => {
  open({ context: { tokens: 4000 }, model: { ...MODEL, context_window: 8000 } });
  expect(figure('In use')).toBe('50% of 8,000');
});

it('shows a dash for what is unknown', () => {
  open({ context: undefined, model: { provider: 'demo', name: 'demo', available: true } });
  for (const name of ['Cost', 'From its cache', 'Next message', 'In use'])
    expect(figure(name)).toBe('–');
});

it('says that there is more, and reads it, where a long chat was read from its end', () => {
  open({ earlier: { ...earlier, hasMore: true } });
  expect(screen.getByRole('button', { name: /: 1,200\+ tokens/ })).toBeTruthy();
  expect(readAll).toHaveBeenCalledOnce();
});

it('has the conversation compacted', async () => {
  open();
  const button = screen.getByRole('button', { name: 'Compact now' });
  fireEvent.click(button);
  await vi.waitFor(() => expect(onCompact).toHaveBeenCalledOnce());
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says why it cannot be compacted', async () => {
  onCompact.mockRejectedValueOnce(new Error('There is nothing to compact.'));
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Compact now' }));
  expect((await screen.findByRole('alert')).textContent).toBe('There is nothing to compact.');
});

it('compacts nothing while an answer is written, and says so', () => {
  open({ compaction: { onCompact, isRunning: true } });
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Compact now' });
  expect(button.disabled).toBe(true);
  expect(screen.getByText('Possible once the answer is complete.').id).toBe(
    button.getAttribute('aria-describedby'),
  );
});
