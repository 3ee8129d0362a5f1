// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { clearChatStore, useChatStore } from '@/store/chatStore';
import { ArtifactPanel } from './ArtifactPanel';
import type { Artifact } from './artifacts';

const PAGE: Artifact = {
  key: 'html:Shop',
  title: 'Shop',
  kind: 'html',
  language: 'html',
  versions: [
    { messageId: 'a1', text: '<h1>one</h1>' },
    { messageId: 'a2', text: '<h1>two</h1><script>alert(1)</script>' },
  ],
};
const TABLE: Artifact = {
  key: 'table:a',
  title: 'a, b',
  kind: 'table',
  language: 'csv',
  versions: [
    {
      messageId: 'a3',
      text: 'a,b\n1,2',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
  ],
};

afterEach(() => {
  cleanup();
  clearChatStore();
});

const show = (...artifacts: Artifact[]) =>
  render(<ArtifactPanel artifacts={artifacts} onClose={() => {}} />);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('shows a page without scripts and without the network', () => {
  show(PAGE);
  const frame = screen.getByTitle('Shop') as HTMLIFrameElement;
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.srcdoc).toMatch(
    /^<meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
  );
  expect(frame.srcdoc).toContain('two');
});

it('goes through the versions, the last one first, and leads to their answers', () => {
  show(PAGE);
  expect(screen.getByText('Version 2 of 2')).toBeTruthy();
  press('Previous version');
  expect((screen.getByTitle('Shop') as HTMLIFrameElement).srcdoc).toContain('one');
  press('Show in the chat');
  expect(useChatStore.getState().shown).toEqual({ messageId: 'a1' });
});

it('shows the source on demand', () => {
  show(PAGE);
  press('Show the source');
  expect(screen.queryByTitle('Shop')).toBeNull();
  expect(document.querySelector('pre')?.textContent).toContain('<h1>two</h1>');
});

it('shows a table, and another artifact when it is chosen', () => {
  show(PAGE, TABLE);
  expect(screen.getByRole('columnheader', { name: 'b' })).toBeTruthy();
  fireEvent.change(screen.getByRole('combobox'), { target: { value: PAGE.key } });
  expect(screen.getByTitle('Shop')).toBeTruthy();
});
