// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
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
