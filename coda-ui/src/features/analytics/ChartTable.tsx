import type { ReactNode } from 'react';
import { cx } from '@/shared/ui/cx';

/** `bar`: how wide a column of bars is; its head is for screen readers alone. */
type Column<T> = { head: string; bar?: 'w-1/4' | 'w-2/5'; cell: (row: T) => ReactNode };

type ChartTableProps<T> = {
  rows: readonly T[];
  /** What the rows are. */
  head: string;
  keyOf: (row: T) => string;
  /** What a row is called; otherwise its key. */
  title?: (row: T) => ReactNode;
  columns: readonly Column<T>[];
};

/** Figures in rows, with or without a bar that shows the same. */
export function ChartTable<T>({ rows, head, keyOf, title = keyOf, columns }: ChartTableProps<T>) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="w-full text-sm">
        <thead className="whitespace-nowrap text-soft text-xs [&_th]:py-1 [&_th]:font-normal">
          <tr>
            <th scope="col" className="text-start">
              {head}
            </th>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={cx('ps-3 text-end', column.bar)}>
                {column.bar === undefined ? (
                  column.head
                ) : (
                  <span className="sr-only">{column.head}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-line border-t align-top">
              <th scope="row" className="max-w-64 py-1.5 text-start font-medium">
                {title(row)}
              </th>
              {columns.map(({ head: name, bar, cell }) => (
                <td
                  key={name}
                  className={cx(
                    'whitespace-nowrap ps-3',
                    bar === undefined ? 'py-1.5 text-end tabular-nums' : 'pt-2.5',
                  )}
                >
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
