// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { chooseOption } from '@/shared/ui/select-fixture';
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

const frame = () => screen.getByTitle('Shop') as HTMLIFrameElement;

/** What a frame is handed when a window says that it is ready. */
function handedOn(data: unknown, from?: MessageEventSource): unknown[] {
  const handed: unknown[] = [];
  const view = frame().contentWindow;
  if (view === null) throw new Error('The frame has no window');
  view.postMessage = (page: unknown) => handed.push(page);
  fireEvent(window, new MessageEvent('message', { data, source: from ?? view }));
  return handed;
}

it('shows a page with its scripts in a frame that reaches nothing else', () => {
  show(PAGE);
  expect(frame().getAttribute('sandbox')).toBe('allow-scripts');
  expect(frame().getAttribute('src')).toBe('/artifact-frame.html');
  expect(frame().hasAttribute('srcdoc')).toBe(false);
  expect(handedOn('ready')).toEqual(['<h1>two</h1><script>alert(1)</script>']);
});

it('hands a page to no other window, and only to a frame that waits', () => {
  show(PAGE);
  expect(handedOn('ready', window)).toEqual([]);
  expect(handedOn('please')).toEqual([]);
});

it('gives the frame no network', () => {
  const page = new DOMParser().parseFromString(
    readFileSync('public/artifact-frame.html', 'utf8'),
    'text/html',
  );
  const policy = page.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
  const sources = policy.split(';').map((directive) => directive.trim().split(' '));
  expect(sources).toContainEqual(['default-src', "'none'"]);
  expect(new Set(sources.flatMap(([, ...from]) => from))).toEqual(
    new Set(["'none'", "'unsafe-inline'", 'data:', 'blob:']),
  );
});

it('goes through the versions, the last one first, and leads to their answers', () => {
  show(PAGE);
  expect(screen.getByText('Version 2 of 2')).toBeTruthy();
  press('Previous version');
  expect(handedOn('ready')).toEqual(['<h1>one</h1>']);
  press('Show in the chat');
  expect(useChatStore.getState().shown).toEqual({ messageId: 'a1' });
});

it('shows the source on demand', () => {
  show(PAGE);
  press('Show the source');
  expect(screen.queryByTitle('Shop')).toBeNull();
  expect(document.querySelector('pre')?.textContent).toContain('<h1>two</h1>');
});

it('shows a table, and another artifact when it is chosen', async () => {
  show(PAGE, TABLE);
  expect(screen.getByRole('columnheader', { name: 'b' })).toBeTruthy();
  await chooseOption('Artifact', PAGE.title);
  expect(screen.getByTitle('Shop')).toBeTruthy();
});
