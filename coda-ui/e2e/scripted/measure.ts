import type { Page } from '@playwright/test';

export type Cost = { mainThreadMs: number; longestTaskMs: number; longTasks: number };

/** What some work took of the main thread of a page. */
export async function costOf(page: Page, work: () => Promise<unknown>): Promise<Cost> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  const mainThreadMs = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const before = await mainThreadMs();
  await work();
  const after = await mainThreadMs();
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  await client.detach();
  return {
    mainThreadMs: after - before,
    longestTaskMs: Math.max(0, ...tasks),
    longTasks: tasks.length,
  };
}

export type Row = {
  id: string;
  workload: string;
  value: number;
  floor?: number;
  unit: string;
  /** The target: no more than this. */
  most?: number;
};

/** A row of the table of figures. */
export function rowOf({ id, workload, value, floor, unit, most }: Row): string {
  const written = (amount: number | undefined) =>
    amount === undefined ? '–' : `${Math.round(amount)} ${unit}`.trim();
  const cells = [
    id,
    workload,
    written(value),
    written(floor),
    floor === undefined ? '–' : `${(value / floor).toFixed(2)} ×`,
    most === undefined ? '–' : `≤ ${written(most)}`,
    most === undefined ? '–' : value <= most ? 'met' : 'not met',
  ];
  return `| ${cells.join(' | ')} |\n`;
}

rowOf.head = `| id | workload | Coda | floor | ratio | target | verdict |
| --- | --- | --- | --- | --- | --- | --- |
`;
