// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { UsageItem } from '@/api/analytics';
import { chooseOption } from '@/shared/ui/select-fixture';
import { useAnalyticsView } from '@/store/analyticsStore';
import { AnalyticsDashboard } from './AnalyticsDashboard';
import { daysBetween, firstDay } from './useAnalytics';

const TODAY = new Date().toISOString().slice(0, 10);
const YESTERDAY = firstDay(2);

const item = (key: string | undefined, input: number, output: number): UsageItem => ({
  ...(key === undefined ? {} : { key }),
  runs: 3,
  tokens: { total: input + output, input, output },
  cost_usd: '0.75',
  error_rate: 0.125,
  latency_ms: { p50: 800, p95: 2400, p99: 5000 },
  time_to_first_token_ms: 420,
});

const day = (on: string, tokens: number) => ({ day: on, runs: 1, tokens, cost_usd: '0.25' });

/** A server with figures, or without any. */
class FakeAnalytics {
  readonly asked: string[] = [];
  isEmpty = false;
  fails = false;

  readonly fetch = async (url: string) => {
    this.asked.push(url);
    if (this.fails)
      return Response.json({ detail: 'The database is unavailable.' }, { status: 503 });
    const { pathname, searchParams } = new URL(url, 'http://coda');
    if (pathname.endsWith('/export')) return new Response('id,user_id\r\n');
    if (pathname.endsWith('/tools')) return Response.json({ items: this.isEmpty ? [] : TOOLS });
    if (pathname.endsWith('/decisions')) return Response.json(this.isEmpty ? NONE : DECISIONS);
    return Response.json(this.usage(searchParams));
  };

  private usage(query: URLSearchParams) {
    const groupBy = query.get('group_by');
    const items =
      groupBy === 'day'
        ? [item(TODAY, 900, 300)]
        : [
            { ...item('demo/small', 100, 50), days: [day(TODAY, 150)] },
            { ...item('openai/large', 800, 250), days: [day(YESTERDAY, 250), day(TODAY, 800)] },
          ];
    return {
      from: `${query.get('from')}T00:00:00Z`,
      to: `${TODAY}T12:00:00Z`,
      group_by: groupBy,
      items: this.isEmpty ? [] : items,
      totals: item(undefined, 900, 300),
      dropped_events: 0,
    };
  }
}

const TOOLS = [
  {
    tool_name: 'calculator',
    calls: 4,
    success_rate: 0.75,
    latency_ms: { p50: 12, p95: 30 },
    score: 0.9,
    last_error: 'Division by zero.',
  },
];
const NONE = { runs: 0, steps: 0, steps_per_run: 0, step_types: [], tools: [] };
const DECISIONS = {
  runs: 3,
  steps: 9,
  steps_per_run: 3,
  step_types: [{ step_type: 'tool_selection', count: 4 }],
  tools: [{ tool_name: 'calculator', chosen: 4, approved: 1, denied: 2, score: 0.9 }],
};

function show(server = new FakeAnalytics()) {
  vi.stubGlobal('fetch', server.fetch);
  render(
    <QueryClientProvider
      client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
    >
      <AnalyticsDashboard />
    </QueryClientProvider>,
  );
  return server;
}

const section = (name: string) => within(screen.getByRole('region', { name }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  useAnalyticsView.setState({ days: 30, groupBy: 'day', metric: 'tokens' });
});

it('has a place for each day of the period', () => {
  expect(firstDay(30, Date.parse('2026-11-30T23:00:00Z'))).toBe('2026-11-01');
  expect(daysBetween('2026-02-27', '2026-03-01')).toEqual([
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
});

it('says in words what the chart of days shows', async () => {
  const server = show();

  const chart = await section('Usage').findByRole('img');
  expect(chart.getAttribute('aria-label')).toBe(
    `Tokens by day from ${firstDay(30)} to ${TODAY}. The most was 1,200 on ${TODAY}.`,
  );
  expect(server.asked).toContain(`/api/v1/analytics/usage?from=${firstDay(30)}&group_by=day`);
});

it('lists models, those with the most first, by what is chosen', async () => {
  show();
  await chooseOption('Group by', 'Model');
  await chooseOption('Show', 'Runs');

  await section('Usage').findByRole('rowheader', { name: 'openai/large' });
  await chooseOption('Show', 'Tokens');
  const rows = section('Usage').getAllByRole('rowheader');
  expect(rows.map((row) => row.textContent)).toEqual(['openai/large', 'demo/small']);
  expect(section('Usage').getByText('1,050')).toBeDefined();
});

it('shows how tools did, and what people decided', async () => {
  show();

  const tools = await section('Tools').findByRole('row', { name: /calculator/ });
  expect(tools.textContent).toContain('75%');
  expect(tools.textContent).toContain('Last error: Division by zero.');
  const decisions = await section('Decisions').findByRole('row', { name: /calculator/ });
  expect(decisions.textContent).toBe('calculator4120.90');
  expect(section('Decisions').getByText('Tool selection')).toBeDefined();
});

it('says so where there is nothing', async () => {
  const server = new FakeAnalytics();
  server.isEmpty = true;
  show(server);

  await screen.findByText('Nothing was used in this period.');
  await screen.findByText('No tool was called in this period.');
  await screen.findByText('No steps were taken in this period.');
});

it('shows what went wrong, and tries again', async () => {
  const server = new FakeAnalytics();
  server.fails = true;
  show(server);
  await section('Usage').findByText('The database is unavailable.');

  server.fails = false;
  fireEvent.click(section('Usage').getByRole('button', { name: 'Try again' }));

  await section('Usage').findByRole('img');
});

it('asks for a file of the period in view', async () => {
  const server = show();
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x' }));
  await chooseOption('Period', 'Last 7 days');
  fireEvent.click(screen.getByRole('button', { name: 'Download as CSV: Tools' }));

  await waitFor(() =>
    expect(server.asked).toContain(
      `/api/v1/analytics/export?dataset=tools&from=${firstDay(7)}&format=csv`,
    ),
  );
});

it('shows the days of each model, and gives them as a file', async () => {
  const server = show();
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:x' }));
  await chooseOption('Group by', 'Model');

  const large = await section('Usage').findByRole('row', { name: /openai\/large/ });
  expect(within(large).getByRole('img').getAttribute('aria-label')).toBe(
    `The most was 800 on ${TODAY}.`,
  );
  expect(large.querySelectorAll('[role=img] rect')).toHaveLength(2);
  fireEvent.click(section('Usage').getByRole('button', { name: 'Download as CSV: Usage' }));
  await waitFor(() =>
    expect(server.asked).toContain(
      `/api/v1/analytics/export?dataset=usage&from=${firstDay(30)}&format=csv&group_by=model`,
    ),
  );
});
