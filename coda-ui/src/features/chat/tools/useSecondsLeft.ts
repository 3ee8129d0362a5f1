import { useNow } from '@/shared/hooks/useNow';

/** How many seconds are left until a time; never below 0. */
export function useSecondsLeft(time: number): number {
  return Math.max(0, Math.ceil((time - useNow(true, 1000)) / 1000));
}
