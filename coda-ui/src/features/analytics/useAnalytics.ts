import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { decisionsQuery, toolsUsageQuery, usageQuery } from '@/api/analytics';
import { useAnalyticsView } from '@/store/analyticsStore';

const DAY = 24 * 60 * 60 * 1000;

/** The first of a number of days up to today, in UTC as the server counts. */
export const firstDay = (days: number, now = Date.now()) =>
  new Date(now - (days - 1) * DAY).toISOString().slice(0, 10);

/** Every day from the first to the last, so that a chart has a place for those without any use. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = Date.parse(first); day <= Date.parse(last); day += DAY)
    days.push(new Date(day).toISOString().slice(0, 10));
  return days;
}

/** The figures of the period in view. */
export function useAnalytics() {
  const view = useAnalyticsView();
  const from = firstDay(view.days);
  const placeholderData = keepPreviousData;
  return {
    ...view,
    from,
    usage: useQuery({ ...usageQuery(from, view.groupBy), placeholderData }),
    tools: useQuery({ ...toolsUsageQuery(from), placeholderData }),
    decisions: useQuery({ ...decisionsQuery(from), placeholderData }),
  };
}
