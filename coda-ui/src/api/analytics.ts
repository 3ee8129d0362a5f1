import { queryOptions } from '@tanstack/react-query';
import { request, send } from './client';

/** What usage is added up by. */
export type Grouping = 'day' | 'model' | 'provider' | 'user';

export type Dataset = 'usage' | 'tools' | 'decisions' | 'events';

/** In milliseconds; absent where nothing was measured. */
export type Percentiles = { p50?: number; p95?: number; p99?: number };

export type UsageItem = {
  /** Absent in totals. */
  key?: string;
  /** Of a user. */
  name?: string;
  runs: number;
  tokens: { total: number; input: number; output: number };
  cost_usd: string;
  error_rate: number;
  latency_ms: Percentiles;
  time_to_first_token_ms?: number;
};

export type Usage = {
  from: string;
  to: string;
  group_by: Grouping;
  items: UsageItem[];
  totals: UsageItem;
  dropped_events: number;
};

export type ToolUsage = {
  tool_name: string;
  calls: number;
  success_rate: number;
  latency_ms: Percentiles;
  score?: number;
  last_error?: string;
  last_error_at?: string;
};

export type Decisions = {
  runs: number;
  steps: number;
  steps_per_run: number;
  step_types: { step_type: string; count: number; score?: number }[];
  tools: { tool_name: string; chosen: number; approved: number; denied: number; score?: number }[];
};

/** Figures change with every answer; a minute old they are good enough. */
const staleTime = 60_000;

export const usageQuery = (from: string, groupBy: Grouping) =>
  queryOptions({
    queryKey: ['analytics', 'usage', from, groupBy],
    queryFn: ({ signal }) =>
      request<Usage>('/analytics/usage', { query: { from, group_by: groupBy }, signal }),
    staleTime,
  });

export const toolsUsageQuery = (from: string) =>
  queryOptions({
    queryKey: ['analytics', 'tools', from],
    queryFn: async ({ signal }) =>
      (await request<{ items: ToolUsage[] }>('/analytics/tools', { query: { from }, signal }))
        .items,
    staleTime,
  });

export const decisionsQuery = (from: string) =>
  queryOptions({
    queryKey: ['analytics', 'decisions', from],
    queryFn: ({ signal }) =>
      request<Decisions>('/analytics/decisions', { query: { from }, signal }),
    staleTime,
  });

/** The rows behind the figures, as a file. */
export async function exportRows(dataset: Dataset, from: string): Promise<Blob> {
  const query = { dataset, from, format: 'csv' };
  const headers = { Accept: 'text/csv, application/problem+json' };
  return (await send('/analytics/export', { query, headers })).blob();
}
