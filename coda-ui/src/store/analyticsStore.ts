import { create } from 'zustand';
import type { Grouping } from '@/api/analytics';

export type Metric = 'tokens' | 'cost' | 'runs';

type AnalyticsState = { days: number; groupBy: Grouping; metric: Metric };

/** What the analytics page shows, kept while its user looks at something else. */
export const useAnalyticsView = create<AnalyticsState>()(() => ({
  days: 30,
  groupBy: 'day',
  metric: 'tokens',
}));
