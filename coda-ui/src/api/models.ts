import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import type { Model, Page } from './schema';

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: async ({ signal }) => (await request<Page<Model>>('/models', { signal })).items,
  staleTime: 60_000,
});
