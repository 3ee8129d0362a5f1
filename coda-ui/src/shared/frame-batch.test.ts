// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { frameBatch } from './frame-batch';

const FRAME = 16;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('hands over what comes in one frame at once', () => {
  const delivered: (readonly number[])[] = [];
  const batch = frameBatch<number>((items) => delivered.push(items));
  for (const item of [1, 2, 3]) batch.add(item);
  expect(delivered).toEqual([]);
  vi.advanceTimersByTime(FRAME);
  expect(delivered).toEqual([[1, 2, 3]]);
});

it('leaves the page as much time as a long frame has taken', () => {
  let long = 100;
  let delivered = 0;
  const batch = frameBatch<number>((items) => {
    delivered += items.length;
    vi.advanceTimersByTime(long);
    long = 0;
  });
  batch.add(1);
  vi.advanceTimersByTime(FRAME);
  expect(delivered).toBe(1);
  batch.add(2);
  vi.advanceTimersByTime(FRAME);
  expect(delivered).toBe(1);
  vi.advanceTimersByTime(100 + FRAME);
  expect(delivered).toBe(2);
});

it('hands over all at once when it is asked to', () => {
  const delivered: (readonly number[])[] = [];
  const batch = frameBatch<number>((items) => delivered.push(items));
  batch.add(1);
  batch.flush();
  expect(delivered).toEqual([[1]]);
  vi.advanceTimersByTime(FRAME);
  expect(delivered).toHaveLength(1);
});
