// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Toaster } from './Toaster';
import { showToast, useToasts } from './toast';

const undo = vi.fn();
const gone = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  undo.mockReset();
  gone.mockReset();
  render(<Toaster />);
  act(() => showToast({ text: 'Deleted.', action: { label: 'Undo', run: undo }, onGone: gone }));
});

afterEach(() => {
  cleanup();
  useToasts.setState({ toasts: [] });
  vi.useRealTimers();
});

it('is gone after a while and says so once', () => {
  expect(screen.getByText('Deleted.')).toBeTruthy();
  act(() => void vi.advanceTimersByTime(60_000));
  expect(screen.queryByText('Deleted.')).toBeNull();
  expect(gone).toHaveBeenCalledOnce();
  expect(undo).not.toHaveBeenCalled();
});

it('can be undone, and then is not gone by itself', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  act(() => void vi.advanceTimersByTime(60_000));
  expect(undo).toHaveBeenCalledOnce();
  expect(gone).not.toHaveBeenCalled();
});

it('can be dismissed', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(gone).toHaveBeenCalledOnce();
});
