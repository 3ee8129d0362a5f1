import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { learnServerTime, serverNow } from './server-time';

const HERE = Date.parse('2026-03-01T10:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: HERE });
});
afterEach(() => {
  learnServerTime(new Date(HERE).toUTCString());
  vi.useRealTimers();
});

it.each([-3_600_000, 90_000])('follows a clock that is %i ms ahead', (ahead) => {
  learnServerTime(new Date(HERE + ahead).toUTCString());
  vi.advanceTimersByTime(5_000);
  expect(serverNow()).toBe(HERE + ahead + 5_000);
});

it('takes a second of difference for the way of the answer', () => {
  learnServerTime(new Date(HERE - 1_000).toUTCString());
  expect(serverNow()).toBe(HERE);
});

it('keeps what it knows where an answer has no time', () => {
  learnServerTime(new Date(HERE + 90_000).toUTCString());
  learnServerTime(null);
  expect(serverNow()).toBe(HERE + 90_000);
});
