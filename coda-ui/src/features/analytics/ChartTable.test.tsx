// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ChartTable } from './ChartTable';

afterEach(cleanup);

it('names each row and column, a column of bars for screen readers alone', () => {
  render(
    <ChartTable
      rows={[
        { name: 'calculator', calls: 4 },
        { name: 'clock', calls: 1 },
      ]}
      head="Tool"
      keyOf={({ name }) => name}
      columns={[
        { head: 'Share', bar: 'w-1/4', cell: () => null },
        { head: 'Calls', cell: ({ calls }) => calls },
      ]}
    />,
  );
  const heads = screen.getAllByRole('columnheader');
  expect(heads.map(({ textContent }) => textContent)).toEqual(['Tool', 'Share', 'Calls']);
  expect(heads[1]?.firstElementChild?.className).toBe('sr-only');
  expect(screen.getByRole('row', { name: /calculator/ }).textContent).toBe('calculator4');
  expect(screen.getByRole('rowheader', { name: 'clock' })).toBeTruthy();
});
