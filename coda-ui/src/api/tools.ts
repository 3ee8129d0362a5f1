import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import type { Page, Tool } from './schema';

/** The tools that the server offers; they change with its configuration alone. */
export const toolsQuery = queryOptions({
  queryKey: ['tools'],
  queryFn: async ({ signal }) => (await request<Page<Tool>>('/tools', { signal })).items,
  staleTime: 5 * 60_000,
});
