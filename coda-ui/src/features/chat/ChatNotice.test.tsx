// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ApiError } from '@/api/client';
import { ChatNotice } from './ChatNotice';
import type { Chat } from './useChat';

const show = (sendError: Error) =>
  render(
    <ChatNotice
      chat={{ connection: 'live', messages: [], isStreaming: false, sendError } as unknown as Chat}
      failure={undefined}
      onRetry={() => {}}
    />,
  );

afterEach(cleanup);

it('counts down where the server is busy for a moment', () => {
  show(new ApiError(429, { code: 'rate_limited', detail: 'Too many.' }, 20));

  expect(screen.getByText(/Try again in 20 s/)).toBeDefined();
});

it('counts nothing down where a quota of the month is used up', () => {
  show(new ApiError(429, { code: 'quota_exceeded', detail: 'It starts anew in May.' }, 900_000));

  expect(document.body.textContent?.trim()).toBe('It starts anew in May.');
});
