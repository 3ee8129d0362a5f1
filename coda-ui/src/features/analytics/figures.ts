import { formatDecimal, formatPercent } from '@/shared/figures';
import { formatDuration } from '@/shared/format';

/** "98.5%". */
export const formatShare = (share: number) => formatPercent(share, 1);

/** An evaluation from 0 to 1; a dash where there is none. */
export const formatScore = (score: number | undefined) =>
  score === undefined ? '–' : formatDecimal(score, 2);

/** A duration; a dash where nothing was measured. */
export const formatTimeOrNone = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : formatDuration(milliseconds);
