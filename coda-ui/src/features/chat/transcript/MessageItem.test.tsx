// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { questionOf } from '../run/chat-reducer';
import { viewOf } from '../run/stored-messages';
import { MessageItem } from './MessageItem';

it('shows nothing of a message that only brings results of a client’s own tools', () => {
  const message = viewOf({
    id: 'm',
    session_id: 's',
    role: 'user',
    content: '',
    parts: [
      {
        type: 'tool_result',
        call_id: 'c',
        tool_name: 'open',
        status: 'success',
        output: 'Opened.',
      },
    ],
    created_at: '2026-01-02T03:04:05Z',
  });

  const { container } = render(<MessageItem message={message} isLast={false} />);

  expect(container.innerHTML).toBe('');
});

it('shows the files of a question, each of which leads to its download', () => {
  const files = [
    {
      id: '0190a1b2-0000-7000-8000-000000000001',
      name: 'dot.png',
      media_type: 'image/png',
      size: 1,
    },
    { id: '0190a1b2-0000-7000-8000-000000000002', name: 'a.csv', media_type: 'text/csv', size: 1 },
  ];

  render(<MessageItem message={questionOf('m', '', files)} isLast={false} />);

  expect(screen.getByRole('img', { name: 'dot.png' }).getAttribute('src')).toBe(
    `/api/v1/artifacts/${files[0]?.id}`,
  );
  expect(screen.getByRole('link', { name: 'Attachment: a.csv' }).getAttribute('href')).toBe(
    `/api/v1/artifacts/${files[1]?.id}`,
  );
});

it('shows what a compaction has saved, in place of an answer', () => {
  const message = viewOf({
    id: 'm',
    session_id: 's',
    role: 'assistant',
    content: '',
    parts: [],
    status: 'complete',
    metadata: { compaction: { summary: 'They counted.', tokens_before: 8400, tokens_after: 900 } },
    created_at: '2026-01-02T03:04:05Z',
  });

  const { container } = render(<MessageItem message={message} isLast />);

  expect(screen.getByText(/8,400 became 900 tokens/)).toBeTruthy();
  expect(container.querySelector('article')).toBeNull();
});
