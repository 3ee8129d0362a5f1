import { formatDuration } from '@/shared/format';

/** "98.5%". */
export const formatShare = (share: number) =>
  `${(share * 100).toLocaleString('en-US', { maximumFractionDigits: 1 })}%`;

/** An evaluation from 0 to 1; a dash where there is none. */
export const formatScore = (score: number | undefined) =>
  score === undefined ? '–' : score.toFixed(2);

/** A duration; a dash where nothing was measured. */
export const formatTimeOrNone = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : formatDuration(milliseconds);
