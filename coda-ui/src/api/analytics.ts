import { queryOptions } from '@tanstack/react-query';
import { request, send } from './client';
import type { components } from './schema.gen';

type Schemas = components['schemas'];

/** What usage is added up by. */
export type Grouping = 'day' | 'model' | 'provider' | 'user';

export type Dataset = 'usage' | 'tools' | 'decisions' | 'events';

/** What was used in all, or by one of the items: then it has a key, and a user a name. */
export type UsageItem = Omit<Schemas['UsageView.Item'], 'requests' | 'tokens'> & {
  tokens: Pick<Schemas['UsageView.TokenSums'], 'total' | 'input' | 'output'>;
};

export type UsageDay = Schemas['UsageView.Day'];

export type Usage = Pick<Schemas['UsageView'], 'from' | 'to' | 'dropped_events'> & {
  group_by: Grouping;
  items: UsageItem[];
  totals: UsageItem;
};

export type ToolUsage = Schemas['ToolUsageView.Item'];

export type Decisions = Omit<Schemas['DecisionsView'], 'from' | 'to'>;

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

/** The rows behind the figures, as a file; usage can be added up by day and something else. */
export async function exportRows(
  dataset: Dataset,
  from: string,
  groupBy?: Grouping,
): Promise<Blob> {
  const query = { dataset, from, format: 'csv', group_by: groupBy };
  const headers = { Accept: 'text/csv, application/problem+json' };
  return (await send('/analytics/export', { query, headers })).blob();
}
