import { expect, it } from 'vitest';
import { groupByAge } from './group-by-age';

const session = (id: string, updated: Date) => ({
  id,
  created_at: updated.toISOString(),
  updated_at: updated.toISOString(),
});

it('puts sessions under the day they were last used, by the clock on the wall', () => {
  const now = new Date(2026, 2, 10, 9, 0);
  const groups = groupByAge(
    [
      session('a', new Date(2026, 2, 10, 0, 1)),
      session('b', new Date(2026, 2, 9, 23, 59)),
      session('c', new Date(2026, 2, 4, 12, 0)),
      session('d', new Date(2025, 0, 1)),
    ],
    now,
  );
  expect(groups.map(({ name, sessions }) => [name, sessions.map((s) => s.id)])).toEqual([
    ['Today', ['a']],
    ['Yesterday', ['b']],
    ['Last 7 days', ['c']],
    ['Older', ['d']],
  ]);
});
