// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { later } from './later';
import { useToasts } from './ui/toast';

const Words = ({ text }: { text: string }) => <p>{text}</p>;

afterEach(() => {
  cleanup();
  useToasts.setState({ toasts: [] });
});

it('loads nothing until it is shown, and then once', async () => {
  const read = vi.fn(async () => Words);
  const Later = later(read);
  expect(read).not.toHaveBeenCalled();
  render(<Later text="first" />);
  render(<Later text="second" />);
  expect(await screen.findByText('first')).toBeTruthy();
  expect(await screen.findByText('second')).toBeTruthy();
  expect(read).toHaveBeenCalledOnce();
});

it('shows something else meanwhile', async () => {
  const Later = later<{ text: string }>(
    async () => Words,
    ({ text }) => <i>{text} soon</i>,
  );
  render(<Later text="here" />);
  expect(screen.getByText('here soon')).toBeTruthy();
  expect(await screen.findByText('here')).toBeTruthy();
});

it('is there at once when it was loaded ahead', async () => {
  const Later = later(async () => Words);
  await act(async () => Later.load());
  render(<Later text="at once" />);
  expect(screen.getByText('at once')).toBeTruthy();
});

it('says when it cannot be loaded, and tries again when the network is back', async () => {
  const read = vi
    .fn(async () => Words)
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  const Later = later(read);
  await act(async () => render(<Later text="words" />));
  expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual([
    'A part of this page could not be loaded.',
  ]);
  act(() => void dispatchEvent(new Event('online')));
  expect(await screen.findByText('words')).toBeTruthy();
});
